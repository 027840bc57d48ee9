/**
 * Environment variables in a file, one {@code NAME=value} each (seed 5.6). Text comes in and goes out; the grammar is on
 * {@link cc.drycc.cli.dotenv.DotEnv}. What is written is read again byte for byte; what is unclear is refused by its line.
 */
@NullMarked
package cc.drycc.cli.dotenv;

import org.jspecify.annotations.NullMarked;
