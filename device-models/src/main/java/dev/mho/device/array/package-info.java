/**
 * A sampled population of devices as flat primitive arrays ({@link
 * dev.mho.device.array.DeviceArray}) and the threads that work on it in fixed blocks ({@link
 * dev.mho.device.array.Workers}).
 */
package dev.mho.device.array;
