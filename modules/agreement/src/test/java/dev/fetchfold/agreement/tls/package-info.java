/** What the engines make of certificates and names of hosts. */
@NullMarked
package dev.fetchfold.agreement.tls;

import org.jspecify.annotations.NullMarked;
