/** What the promises are tried with: a platform in a private home, people with keys, repositories, and a steady load. */
@NullMarked
package cc.drycc.e2e.platform;

import org.jspecify.annotations.NullMarked;
