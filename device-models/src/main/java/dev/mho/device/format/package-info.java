/**
 * How mho reads and writes its versioned text files, and how it speaks of mistakes in them.
 *
 * <p>It lies on the lowest floor so that every record above checks its numbers in one way ({@link
 * dev.mho.device.format.Check}) and every mistake of a user reads alike ({@link
 * dev.mho.device.format.BadInputException}).
 */
package dev.mho.device.format;
