/** Which effect of the hardware costs how much: error budgets of trained networks. */
package dev.mho.experiments.budget;
