/** Who is to blame: the error of every layer, by backpropagation or by what may replace it. */
package dev.mho.learning.credit;
