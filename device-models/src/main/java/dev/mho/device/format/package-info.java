/** How mho reads and writes its versioned text files, and how it speaks of mistakes in them. */
package dev.mho.device.format;
