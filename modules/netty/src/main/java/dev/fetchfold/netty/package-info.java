/**
 * Netty's HTTP/1.1 made to obey the rules, once, for the engines that stand on it.
 *
 * <p>For authors of engines. {@link dev.fetchfold.netty.Codec} takes the place of Netty's own
 * client codec in the connections of reactor-netty and Vert.x, and reads replies with the reader
 * that all engines share. What those libraries would make of a reply does not matter then: they are
 * told of replies that went well only, and the engine asks the codec for what became of the others.
 */
@NullMarked
package dev.fetchfold.netty;

import org.jspecify.annotations.NullMarked;
