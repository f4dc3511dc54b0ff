/**
 * One device technology: all that is known about it ({@link dev.mho.device.DeviceModel}), the file
 * that carries it ({@link dev.mho.device.DeviceFile}) and the published devices that come with mho
 * ({@link dev.mho.device.Presets}).
 */
package dev.mho.device;
