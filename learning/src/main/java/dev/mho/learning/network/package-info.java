/** Networks of layers, what they are built from, and one step of learning. */
package dev.mho.learning.network;
