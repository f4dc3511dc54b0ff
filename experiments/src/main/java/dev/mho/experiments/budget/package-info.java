/**
 * Which effect of the hardware costs how much: error budgets of trained networks.
 *
 * <p>A budget programs a result anew with effects on and off, all under the same draws ({@link
 * dev.mho.experiments.budget.BudgetRun}).
 */
package dev.mho.experiments.budget;
