/**
 * Networks of layers, what they are built from, and one step of learning.
 *
 * <p>A {@link dev.mho.learning.network.TileFactory} decides what a network runs on: the same
 * specification builds the exact twin.
 */
package dev.mho.learning.network;
