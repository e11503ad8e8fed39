/**
 * Engine {@code virtual}: plain blocking code, a virtual thread per target in the window.
 *
 * <p><b>Who waits:</b> the target's own thread, for its turn, its permits, its bytes. <b>Who
 * wakes:</b> a {@link java.util.concurrent.Semaphore} the next in line, the socket its reader, the
 * JDK doing the queueing. <b>Who owns the books:</b> nobody but the two fair semaphores, one for
 * all and one per origin. <b>How cancel travels:</b> as an interrupt, which closes the socket a
 * thread is blocked on; a late attempt is interrupted by an alarm the same way.
 *
 * <p>On JDK 21 to 23 a virtual thread that blocks inside {@code synchronized} pins its carrier; our
 * code and HttpCore 5 do not, but your resolver or trust manager may. From JDK 24 nothing pins.
 */
@NullMarked
package dev.fetchfold.virtual;

import org.jspecify.annotations.NullMarked;
