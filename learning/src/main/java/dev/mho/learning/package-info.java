/**
 * Networks and how they learn: layers on tiles, decorrelation, credit assignment, optimisers. What
 * a tile is made of is never asked here.
 */
package dev.mho.learning;
