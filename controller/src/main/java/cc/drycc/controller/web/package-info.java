/**
 * The way in over HTTP: who asks ({@link cc.drycc.controller.web.Gate}), for which app they may ask ({@link
 * cc.drycc.controller.web.For}), what they send ({@link cc.drycc.controller.web.Body}), what is wrong ({@link
 * cc.drycc.controller.web.ProblemAnswers}). Everything is closed unless the gate lists it; every answer is JSON and carries
 * the version headers. The routes themselves live with their features.
 */
@NullMarked
package cc.drycc.controller.web;

import org.jspecify.annotations.NullMarked;
