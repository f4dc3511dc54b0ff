/**
 * What the files of mho may say: JSON Schemas for editors, and a reference to be read.
 *
 * <p>Both are made of the records that read the files, so that neither can say anything else
 * ({@link dev.mho.experiments.schema.FileSchema}).
 */
package dev.mho.experiments.schema;
