package cc.drycc.imagebuilder;

import cc.drycc.imagebuilder.source.ExtractLimits;
import java.nio.file.Path;

/**
 * What is the same for every build of a platform.
 *
 * @param platform its id, on every image's label
 * @param workFolder where sources are unpacked; belongs to this process alone and is swept when it starts
 * @param build what one build may cost
 * @param extract what one archive may cost
 */
public record BuildSettings(String platform, Path workFolder, BuildLimits build, ExtractLimits extract) {}
