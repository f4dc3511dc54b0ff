/**
 * Hardware-aware training: exact weights that learn to live with what arrays will do to them,
 * before they are programmed.
 */
package dev.mho.learning.aware;
