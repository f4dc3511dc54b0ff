/** What happened to single devices during updates, for exporters. */
package dev.mho.emulator.trace;
