/** What the network's outputs are compared with, and the error that starts credit assignment. */
package dev.mho.learning.loss;
