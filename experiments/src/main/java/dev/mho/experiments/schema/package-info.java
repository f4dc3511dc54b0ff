/** What the files of mho may say: JSON Schemas for editors, and a reference to be read. */
package dev.mho.experiments.schema;
