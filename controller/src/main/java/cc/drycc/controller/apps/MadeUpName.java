package cc.drycc.controller.apps;

import cc.drycc.engine.AppName;
import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;

/** Names for apps whose makers did not care: two words, such as {@code proper-barbecue} (seed 2). */
final class MadeUpName {

    private static final List<String> FIRST = words("""
            active amber ample arctic autumn basic bonnie bright bronze calm candid carmine casual cheery civic classic
            clever cobalt cosmic cosy crisp dapper daring deft devout early earnest easy fabled fancy fluent formal frank
            frosty gentle gifted gilded glad golden grand hardy honest humble indigo ivory jaunty jolly jovial keen kindly
            lively loyal lucid lunar mellow merry mighty misty modest noble olive orderly placid plucky polite prime proper
            proud quaint quiet rapid ready robust rustic sage scenic sedate serene silver simple sincere smooth snappy solar
            solid spry stable steady sturdy subtle sunny swift tender tidy timely tranquil trusty upbeat urban valiant velvet
            verdant vernal vivid warm whole wintry wise witty worthy zesty
            """);
    private static final List<String> SECOND = words("""
            accordion airship almanac anchor antelope aqueduct armchair artisan atlas backpack bagpipe balcony bamboo banner
            barbecue barnacle basket beacon biplane blanket bluebird bookcase boulder bramble brigade bungalow cabinet
            caboose campfire canyon caravan cardinal carousel cathedral chariot chestnut chimney clarinet coaster compass
            cottage courier cricket cupboard dolphin doorbell drummer earthman eggplant elephant envelope falcon festival
            fiddler firefly flagship footpath fountain galaxy gardener glacier goldfish gondola granite hammock harbour
            harvest hedgehog heirloom horizon hummingbird icicle island jasmine journey kangaroo keystone kingfish ladybird
            lagoon lantern lavender lemonade library lighthouse mandolin maverick meadow midnight milkshake mountain mushroom
            notebook nutshell orchard orchestra organist otter outpost paddock paintbox pancake parasol pavilion pebble
            pelican pendulum penguin platypus postcard quartet rainbow raincoat reindeer riverbed rooster sailboat sandwich
            sapphire saxophone seashell skylark snowflake sparrow sundial sunflower teacup telescope thimble thunder tortoise
            trombone tugboat turnpike umbrella valley viaduct village violet walnut waterfall weekend windmill woodland
            yearling zeppelin
            """);

    private final RandomGenerator random;

    MadeUpName() {
        this(new SecureRandom());
    }

    MadeUpName(RandomGenerator random) {
        this.random = random;
    }

    /** @param tries how many names were taken already; after a few the name gets a number, so that one is found soon */
    AppName next(int tries) {
        var words = pick(FIRST) + "-" + pick(SECOND);
        return new AppName(tries < 3 ? words : words + "-" + random.nextInt(1_000, 1_000_000));
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
