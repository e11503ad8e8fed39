package dev.fetchfold.kit.reference;

import static dev.fetchfold.kit.reference.Caught.failing;
import static dev.fetchfold.kit.reference.Caught.hanging;

import dev.fetchfold.kit.Rule;

/**
 * The ways to break the reference, one or more for each rule that the kit tests. What each does
 * completes a sentence that begins with "the fetcher".
 */
enum Fault {
  INDEX_BEGINS_AT_ONE(
      Rule.BATCH_01, "counts the indices from 1", failing("equalTargetsStaySeparate", "[1, 2, 3]")),
  EQUAL_TARGETS_ARE_ONE(
      Rule.BATCH_01,
      "gives equal targets the index of the first",
      failing("equalTargetsStaySeparate", "[0, 0, 0]")),
  EMPTY_NEVER_ENDS(
      Rule.BATCH_02,
      "waits for the last outcome of an empty batch",
      hanging("emptyEndsAtOnce", "Run.awaitEnd")),
  EMPTY_IS_LATE(
      Rule.BATCH_02,
      "tells the fold of an empty batch that the deadline came",
      failing("emptyEndsAtOnce", "the normal end EXHAUSTED")),
  WINDOW_IS_ONE_TOO_LARGE(
      Rule.BATCH_03,
      "takes one target more than the window has room for",
      failing("windowHolds", "at most 1 targets taken and not delivered")),
  SOURCE_FAILURE_IS_AN_END(
      Rule.BATCH_04,
      "takes an exception of the source for its end",
      failing("whatIteratorThrowsReachesTheCaller", "a run that ends with Throwable")),
  SOURCE_FAILURE_IS_WRAPPED(
      Rule.BATCH_04,
      "wraps what the source throws",
      failing(
          "whatIteratorThrowsReachesTheCaller",
          "the very throwable that was thrown, java.lang.IllegalStateException")),
  INVALID_TARGET_ENDS_THE_RUN(
      Rule.BATCH_05,
      "throws at a URL that cannot be requested",
      failing("sb002otherScheme", "a run that comes to its normal end")),
  LONG_TIMEOUTS_OVERFLOW(
      Rule.BATCH_06,
      "adds a millisecond to every timeout, so that the longest overflow",
      failing("durationsSaturate", "the outcome: 200")),
  SOURCE_IS_CLOSED_TWICE(
      Rule.BATCH_07,
      "closes a source that it has exhausted a second time",
      failing("closedOnceAtExhaustion", "closes of the source: 1")),
  SPENT_SOURCE_IS_EMPTY(
      Rule.BATCH_07,
      "takes a source that was run before for an empty one",
      failing("aSourceInUseIsRefused", "a run that ends with IllegalStateException")),
  SOURCE_IS_DRAINED_FIRST(
      Rule.BATCH_08,
      "asks the source for everything before it sends anything",
      hanging("aBlockingSourceDelaysNoDelivery", "BlockingChecks.aBlockingSourceDelaysNoDelivery")),
  SOURCE_IS_NOT_INTERRUPTED(
      Rule.BATCH_08,
      "leaves a source blocked whose run is cancelled",
      hanging("aBlockingSourceIsInterruptedByCancel", "Blocking.awaitInterrupted")),
  GLOBAL_BOUND_IS_ONE_TOO_LARGE(
      Rule.BOUND_01,
      "grants one global permit too many",
      failing("theBoundIsReachedWhereOneOriginWaits", "heads: ", "peak in flight: 5")),
  GLOBAL_BOUND_IS_NOT_REACHED(
      Rule.BOUND_01,
      "grants one global permit too few",
      hanging("theBoundIsReachedAndHolds", "BoundChecks$Gated.expectSteady")),
  BOUNDS_ARE_PER_RUN(
      Rule.BOUND_01,
      "counts the permits of each run by themselves",
      failing("theBoundIsReachedAndHolds", "heads: ", "peak in flight: 6")),
  ORIGIN_BOUND_IS_ONE_TOO_LARGE(
      Rule.BOUND_02,
      "grants one permit of an origin too many",
      failing("theBoundOfAnOriginIsReachedAndHolds", "heads: ", "peak in flight at port")),
  GLOBAL_PERMIT_FIRST(
      Rule.BOUND_03,
      "holds a global permit while it waits for the origin's",
      hanging("aLiveOriginDoesNotWaitForAHeldOne", "Run.awaitDelivered")),
  QUEUES_ARE_SHORT(
      Rule.BOUND_04,
      "refuses an attempt where 1,000 wait already",
      failing("manyTargetsAllYieldResponses", "responses: 10000")),
  PERMIT_LOST_AT_CANCEL(
      Rule.BOUND_05,
      "does not give back the permit of an attempt that is cancelled",
      hanging("aWaiterThatIsCancelledLeavesNothingTaken", "Given.awaitInFlight")),
  PERMIT_RETURNED_TWICE(
      Rule.BOUND_05,
      "gives back each permit twice",
      failing("aRunThatEndsEarlyReturnsItsPermit", "peak of")),
  WAITERS_GIVE_BACK(
      Rule.BOUND_05,
      "gives back a permit for each waiter that goes away, though it had none",
      failing("waitersForAnOriginGiveNothingBack", "peak at the origin")),
  DELAY_HOLDS_PERMIT(
      Rule.BOUND_06,
      "takes the permit before it waits to begin or to retry",
      hanging("waitingToBeginHoldsNoPermit", "Run.awaitDelivered")),
  ONE_FETCH_AT_A_TIME(
      Rule.BOUND_07,
      "runs one fetch at a time",
      hanging("aFoldMayFetch", "NestingChecks$Crawl.step")),
  LAST_CONNECTION_OF_AN_ORIGIN_STAYS(
      Rule.BOUND_08,
      "never closes idle connections on its own",
      hanging("manyOriginsLeaveNoConnection", "Given.awaitNoConnection")),
  ORIGINS_ARE_REMEMBERED(
      Rule.BOUND_08,
      "keeps an origin's connections in its books when they are closed",
      failing("visitedOriginsAreForgotten", "as origins were visited")),
  LEFT_ORIGINS_ARE_REMEMBERED(
      Rule.BOUND_08,
      "keeps the name of an origin whose waiter went away",
      failing("visitedOriginsAreForgotten", "as origins were visited")),
  LATEST_WAITER_FIRST(
      Rule.BOUND_09,
      "gives a permit to the latest that waits",
      failing("whoeverWaitsLongestGoesFirst", "heads in the order in which they waited")),
  YOUNGEST_ORIGIN_FIRST(
      Rule.BOUND_10,
      "gives a permit to the origin that began to wait last",
      failing("theOriginThatWaitsLongestGoesFirst", "heads in the order in which their origins")),
  ORDER_IS_IGNORED(
      Rule.ORDER_01,
      "delivers as completed where order was asked for",
      failing("aRunThatIsCancelledHasDeliveredAPrefix", "indices: [0, 1, 2]")),
  COMPLETED_WAIT_FOR_EARLIER(
      Rule.ORDER_02,
      "delivers in order where that was not asked for",
      hanging("asCompletedWaitsForNoEarlierTarget", "Run.awaitDelivered")),
  FAILURES_ARE_LOST(
      Rule.OUT_01,
      "delivers responses only",
      failing("everyTargetHasOneOutcomeInOrder", "the indices delivered, sorted")),
  FAILURES_COME_TWICE(
      Rule.OUT_01,
      "delivers each failure twice",
      failing("everyTargetOfALazySourceHasOneOutcome", "the indices delivered, sorted")),
  INTERRUPT_STAYS(
      Rule.OUT_01,
      "leaves the interrupt of a timeout in the thread that goes on",
      failing("aTimeoutEndsNothingButItsAttempt", "the indices delivered, sorted")),
  FAILURE_ENDS_THE_RUN(
      Rule.OUT_02,
      "throws at the first failure",
      failing("failuresChangeNoOtherOutcome", "a run that comes to its normal end")),
  NOT_FOUND_IS_A_FAILURE(
      Rule.OUT_02, "takes a 404 for a failure", failing("everyStatusIsAResponse", "statuses")),
  REFUSED_IS_DISCONNECTED(
      Rule.OUT_03,
      "gives a refused connection the reason DISCONNECTED",
      failing("sb011bothAddressesRefuse", "the failure CONNECT")),
  CAUSE_IS_LOST(Rule.OUT_03, "gives no cause", failing("sb008resolverThrows", "the cause")),
  LIBRARY_SPEAKS(
      Rule.OUT_03,
      "shows the text of an exception as the detail",
      failing("sb006refused", "a detail that is a sentence for people")),
  SHORT_BODY_IS_WHOLE(
      Rule.OUT_04,
      "takes a body for whole that is shorter than its length",
      failing("sb091closedTooEarly", "the failure DISCONNECTED")),
  TLS_ENDS_WITH_TCP(
      Rule.OUT_04,
      "takes the end of TCP for the end of a TLS session",
      failing("sb137tlsEndsWithoutAnAlert", "the failure DISCONNECTED")),
  RESET_IS_AN_END(
      Rule.OUT_04,
      "takes a reset inside a body for its end",
      failing("sb036endedByReset", "the failure DISCONNECTED")),
  LATE_SIGNALS_ESCAPE(
      Rule.OUT_05,
      "throws in a thread of its own when a run is cancelled",
      failing("aStormReachesNoGlobalHandler", "what reached a global handler: []")),
  RETRIES_ARE_NOT_COUNTED(
      Rule.OUT_06,
      "says 1 for the attempts, whatever their number",
      failing("sb099fiveRedirects", "attempts: 6")),
  HEAD_IS_LOST(
      Rule.OUT_06,
      "drops the head of a reply whose body cannot be used",
      failing("sb165headIsKept", "the status that had come: 404")),
  FAILURE_NAMES_ITS_TARGET(
      Rule.OUT_06,
      "names the first URL of a target that failed behind a redirect",
      failing("sb164failureBehindARedirect", "the URL at which it failed")),
  FIELD_NAMES_ARE_LOWERED(
      Rule.OUT_06,
      "turns the names of header fields to lower case",
      failing(
          "sb051fieldsAsReceived", "names as written: [x-oNe, B, X-One, Empty, Content-Length]")),
  CONNECTION_FIELD_IS_ADDED(
      Rule.OUT_07,
      "adds a Connection field to the request",
      failing("methodsWithoutABody", "field names but for the framing")),
  TIMEOUT_PER_READ(
      Rule.TIME_01,
      "starts the attempt timeout anew with each byte",
      hanging("sb043bodyDrips", "TimeRows.sb043bodyDrips")),
  QUEUEING_COUNTS(
      Rule.TIME_01,
      "starts the attempt timeout before it has a permit",
      failing("waitingForAPermitDoesNotCount", "a response, though it waited for its permit")),
  HANDSHAKE_HAS_NO_TIMEOUT(
      Rule.TIME_02,
      "lets a TLS handshake take any time",
      hanging("sb025silent", "TlsRows.sb025silent")),
  HANDSHAKE_TIMEOUT_PER_READ(
      Rule.TIME_02,
      "starts the connect timeout anew with each byte of a handshake",
      hanging("sb026dripping", "TlsRows.sb026dripping")),
  WITHIN_IS_PER_ATTEMPT(
      Rule.TIME_03,
      "takes the limit of a target for a limit of each attempt",
      failing("withinSpansRetries", "no head after the limit has ended the second attempt")),
  TIMERS_DECIDE_FOR_A_TARGET(
      Rule.TIME_03,
      "takes a reply for in time that its timer, which is late, has not ended",
      failing(
          "noResponseIsSettledAfterTheLimitOfItsTarget",
          "no response that was settled after its limit")),
  TIMERS_DECIDE_FOR_THE_BATCH(
      Rule.TIME_04,
      "takes a reply for in time that came after the deadline, whose timer is late",
      failing(
          "noResponseIsSettledAfterTheDeadline", "no response that was settled after its limit")),
  DEADLINE_THROWS(
      Rule.TIME_04,
      "throws at the deadline",
      failing("sb046batchEndsFirst", "a run that comes to its normal end")),
  DEADLINE_IS_NOT_TOLD(
      Rule.TIME_04,
      "tells the fold EXHAUSTED at the deadline",
      failing(
          "everyTargetOfACollectionHasItsOutcomeInOrder",
          "a fold that is told End.DEADLINE, where the face has one")),
  CUT_IS_NOT_TOLD(
      Rule.TIME_04,
      "tells the fold EXHAUSTED where the deadline came before the end of the source",
      failing("aSourceThatIsCutIsTheDeadline", "a fold that is told End.DEADLINE")),
  UNTAKEN_ARE_LOST(
      Rule.TIME_04,
      "delivers nothing for targets that were never sent",
      failing("everyTargetOfACollectionHasItsOutcome", "indices, sorted")),
  ATTEMPT_LIMIT_IS_NAMED(
      Rule.TIME_05,
      "names the attempt timeout, whatever ended an attempt",
      failing("theDeadlineNamesItself", "the failure DEADLINE")),
  TIMED_OUT_GOES_ON(
      Rule.TIME_06,
      "stops waiting for an attempt that timed out, and leaves it running",
      hanging("abortedBeforeDeliveryAwaitingTheHead", "TimingChecks.expectAbortedBeforeDelivery")),
  TIMERS_OF_ATTEMPTS_STAY(
      Rule.TIME_07,
      "leaves the timer of an attempt that has ended to ring",
      failing("whatHasSettledLeavesNoTimer", "as attempts and runs have settled")),
  TIMERS_OF_RUNS_STAY(
      Rule.TIME_07,
      "leaves the timer of a run that has ended to ring",
      failing("whatHasSettledLeavesNoTimer", "as attempts and runs have settled")),
  INTERRUPTED_FETCH_RETURNS(
      Rule.CANCEL_01,
      "returns a short result when it is interrupted",
      failing("cancellingAbortsAndShows", "a cancelled run, as fetch shows it")),
  ONLY_CANCEL_CANCELS_THE_FUTURE(
      Rule.CANCEL_01,
      "goes on when its future is completed in another way than by cancel",
      hanging("completingTheFutureInAnyWayCancels", "HangingOrigin.awaitAborted")),
  CANCELLED_WAITERS_GO_ON(
      Rule.CANCEL_02,
      "lets a waiter go on waiting when its run is cancelled, and send",
      failing("noPermitIsGrantedAfterACancel", "heads after the cancel: 0")),
  CANCELLED_GOES_ON(
      Rule.CANCEL_03,
      "stops waiting for an attempt that is cancelled, and leaves it running",
      hanging("attemptsAreAbortedInEveryPhase", "Phases.abandoned")),
  LATE_TARGETS_ARE_NOT_ABORTED(
      Rule.CANCEL_03,
      "does not look for the cancel where a target begins after the aborts",
      hanging("whatWasTakenJustBeforeACancelIsAborted", "called by SweepChecks")),
  ABORTS_COME_FIRST(
      Rule.CANCEL_03,
      "aborts what there is before it marks the run as cancelled",
      hanging("whatIsTakenDuringACancelIsAborted", "called by SweepChecks")),
  UNWANTED_CONNECTION_STAYS(
      Rule.CANCEL_03,
      "goes on making a connection that nobody wants, and leaves it open",
      hanging("aHandshakeThatSucceedsTooLateLeavesNoConnection", "Given.awaitNoConnection")),
  CANCELLED_WAITERS_KEEP_THEIR_PLACE(
      Rule.CANCEL_04,
      "leaves a waiter in the queue that is cancelled",
      hanging("theWaitersOfACancelledRunDoNotGetItsPermits", "Given.awaitInFlight")),
  TIMED_OUT_CONNECTION_IS_KEPT(
      Rule.CANCEL_06,
      "uses a connection again whose attempt timed out",
      failing("aTimedOutConnectionIsNotUsedAgain", "body of the next reply: next")),
  STOP_IS_IGNORED(
      Rule.CANCEL_07,
      "goes on after a STOP",
      failing("aStopAtTheLastOutcomeIsAStop", "end: STOPPED")),
  A_STEP_FOLLOWS_A_STOP(
      Rule.CANCEL_07,
      "calls one step more after a STOP",
      failing("noStepFollowsAStop", "steps: 1")),
  DEMAND_IS_IGNORED(
      Rule.DEMAND_01,
      "delivers everything to a subscriber that asked for some",
      failing("noMoreThanRequested", "outcomes delivered, none requested: 0").through("publisher")),
  SETTLED_MAKES_ROOM(
      Rule.DEMAND_02,
      "counts a target as delivered when it is settled",
      failing("theWindowHoldsWhileAStepHolds", "at most 5 targets taken and not delivered")),
  TAKES_WITHOUT_END(
      Rule.DEMAND_02,
      "takes whatever the source yields",
      failing(
          "theWindowHoldsWhileTheFirstTargetIsHeld",
          "the fetcher takes without end",
          "at most 5 targets taken and not delivered")),
  CONSUMER_DRIVES(
      Rule.DEMAND_03,
      "begins an attempt when the consumer has dealt with the one before",
      hanging("attemptsProceedWhileNothingIsRequested", "DemandChecks.awaitReplies")
          .through("publisher")),
  DEADLINE_COUNTS_FROM_THE_PUBLISHER(
      Rule.DEMAND_05,
      "counts the deadline from the making of a publisher",
      failing(
              "aDeadlineCountsFromTheBeginningOfTheRun",
              "a run that has its whole time from its beginning")
          .through("publisher")),
  PUBLISHER_IS_HOT(
      Rule.DEMAND_05,
      "sends when a publisher is made",
      failing("aPublisherDoesNothingBeforeItIsSubscribedTo", "heads before a subscription: 0")
          .through("publisher")),
  ONE_RETRY_TOO_MANY(
      Rule.RETRY_01,
      "does not count the first attempt as one",
      failing("sb038closedAtTheSecondRequest", "heads at the origin: 2")),
  TRANSPORT_REPLAYS(
      Rule.RETRY_01,
      "sends again by itself where a connection ended",
      failing("sb038closedAtTheSecondRequest", "heads at the origin: 2")),
  RETRY_BEGINS_ANEW(
      Rule.RETRY_01,
      "retries at the first URL, not at the hop that failed",
      failing("attemptsAreCountedOverRedirects", "the paths asked for")),
  POST_IS_RETRIED(
      Rule.RETRY_02,
      "retries a POST",
      failing("otherMethodsAreNot", "heads for POST, whose outcome is 503: 1")),
  SERVER_ERRORS_ARE_RETRIED(
      Rule.RETRY_02, "retries a 500", failing("sb093serverError", "heads at the origin: 1")),
  UNKNOWN_HOSTS_ARE_ALL_ALIKE(
      Rule.RETRY_02,
      "does not retry a name that cannot be looked up for the moment",
      failing("sb162temporarilyUnknownHost", "a response with status 200")),
  UNKNOWN_HOSTS_ARE_RETRIED(
      Rule.RETRY_02,
      "retries a name that does not exist",
      failing("sb163unknownHostIsNotRetried", "attempts: 1")),
  RETRY_AFTER_IS_IGNORED(
      Rule.RETRY_04,
      "does not read Retry-After",
      failing("sb098retryAfterAnHour", "heads at the origin: 1")),
  RETRY_AFTER_HAS_NO_FRACTION(
      Rule.RETRY_04,
      "reads no Retry-After that has a fraction",
      failing("sb161retryAfterWithAFraction", "heads at the origin: 1")),
  EXHAUSTED_IS_A_FAILURE(
      Rule.RETRY_05,
      "makes a failure of the last reply",
      failing("sb095unavailable", "a response with status 503")),
  ONE_HOP_TOO_FEW(
      Rule.REDIRECT_01,
      "follows one redirect fewer than configured",
      failing("sb100sixRedirects", "heads at the origin: 6")),
  POST_SURVIVES_SEE_OTHER(
      Rule.REDIRECT_01,
      "sends a POST again after a 303",
      failing("sb102seeOtherAfterPost", "the body: GET")),
  REDIRECT_NEEDS_ITS_BODY(
      Rule.REDIRECT_01,
      "fails where the body of a redirect cannot be used",
      failing("sb156redirectCutShort", "a response with status 200")),
  FRAGMENT_IS_LOST(
      Rule.REDIRECT_01,
      "drops the fragment at a redirect",
      failing("fragmentsAreInherited", "the fragment of the final URI: mine")),
  HTTPS_LEADS_TO_HTTP(
      Rule.REDIRECT_02,
      "follows a redirect from https to http",
      failing("notEvenLaterInAChain", "the failure REDIRECT")),
  HEADERS_GO_ELSEWHERE(
      Rule.REDIRECT_03,
      "sends all headers to another origin",
      failing("anotherOriginGetsOnlyWhatIsAllowed", "the caller's fields")),
  HOP_KEEPS_PERMIT(
      Rule.REDIRECT_04,
      "waits for the permit of the next hop while it holds one",
      hanging(
          "originsThatRedirectToEachOtherDoNotLockUp",
          "originsThatRedirectToEachOtherDoNotLockUp")),
  NAME_IS_RESOLVED_AGAIN(
      Rule.SEC_01,
      "judges one answer of the resolver and connects to another",
      failing("oneAnswerIsUsedForBoth", "a failure")),
  LITERALS_ARE_NOT_JUDGED(
      Rule.SEC_01,
      "does not ask the address policy about literal addresses",
      failing("aliasesOfLoopbackAreNotPublic", "a failure")),
  NAMES_ARE_NOT_VERIFIED(
      Rule.SEC_02,
      "does not compare the certificate's name",
      failing("sb018otherName", "the failure TLS")),
  NAMES_ARE_NOT_ANNOUNCED(
      Rule.SEC_02,
      "announces no name in its handshakes",
      failing("sb167oneLabel", "a response with status 200")),
  ANYBODY_IS_TRUSTED(
      Rule.SEC_02,
      "trusts every certificate",
      failing("nobodyIsTrustedUnasked", "the failure TLS")),
  URL_IS_IN_THE_DETAIL(
      Rule.SEC_04,
      "shows the whole URL in the detail of a failure",
      failing("noCredentialIsShown", "no credential in anything printed")),
  COOKIES_ARE_KEPT(
      Rule.SEC_05,
      "sends back the cookies it was given",
      failing("nothingIsCarriedFromReplyToRequest", "a later head")),
  SURPLUS_IS_THE_NEXT_REPLY(
      Rule.SEC_06,
      "takes bytes beyond a reply for the next reply",
      failing("sb113surplus", "the body of the next reply: next")),
  REST_IS_NOT_WATCHED(
      Rule.SEC_06,
      "does not look at a connection that has rested",
      failing("bytesThatComeWhileAConnectionRestsSpoilIt", "next, on another connection")),
  BODY_MAY_BE_ONE_LONGER(
      Rule.BODY_01,
      "lets a body be one byte longer than the cap",
      failing("sb074overTheCapInChunks", "the failure BODY_TOO_LARGE")),
  GZIP_CUT_SHORT_IS_WHOLE(
      Rule.BODY_02,
      "takes a gzip body that is cut short for whole",
      failing("sb082cutInItsData", "the failure PROTOCOL")),
  HEADER_CHECKSUM_IS_NOT_READ(
      Rule.BODY_02,
      "does not read the checksum of a gzip header",
      failing("sb172wrongHeaderChecksum", "the failure PROTOCOL")),
  COUNTED_BODIES_HAVE_NO_CAP(
      Rule.BODY_03,
      "knows no cap where bodies are counted only",
      failing("sb076countedOverTheCap", "the failure BODY_TOO_LARGE")),
  TEXT_IS_LATIN(
      Rule.BODY_05,
      "decodes every text as ISO-8859-1",
      failing("malformedInputIsReplaced", "text of text/plain")),
  OWN_CAP_IS_IGNORED(
      Rule.BODY_06,
      "knows no cap but its own",
      failing("aTargetHasItsOwnCap", "the outcome under a cap of its own")),
  CONNECTION_PER_ATTEMPT(
      Rule.CONN_01,
      "makes a connection for each attempt",
      failing("oneConnectionForRetriesAndRedirects", "connections: 1")),
  IDLE_CONNECTIONS_ARE_NOT_LOOKED_AT(
      Rule.CONN_01,
      "sends a request on a connection that has ended meanwhile",
      failing("sb155closedWhileIdle", "a response with status 200")),
  EVERY_VERSION_PERSISTS(
      Rule.CONN_01,
      "uses a connection again after a reply of HTTP/1.0",
      failing("sb117http10", "the next head on another connection")),
  IDLE_CONNECTIONS_STAY(
      Rule.CONN_02,
      "keeps idle connections until it is closed",
      hanging("idleConnectionsAreClosed", "Given.awaitNoConnection")),
  FIRST_ADDRESS_ONLY(
      Rule.CONN_03,
      "tries the first address of a name only",
      failing("addressesAreTriedInOrder", "the outcome: 200")),
  RETRY_TAKES_AN_IDLE_CONNECTION(
      Rule.CONN_04,
      "retries on the next idle connection where one has ended",
      failing("aRetryAfterAnEndTakesAFreshConnection", "the outcome: 200")),
  HALF_A_REQUEST_IS_ENOUGH(
      Rule.CONN_05,
      "uses a connection again whose request it has not sent whole",
      hanging("aConnectionWithHalfARequestIsNotUsedAgain", "aConnectionWithHalfARequest")),
  STEPS_OVERLAP(
      Rule.FOLD_01,
      "calls each step on a thread of its own",
      failing("stepsAreNeverConcurrent", "one step at a time", "steps counted in a plain field")),
  ERRORS_OF_STEPS_ARE_SWALLOWED(
      Rule.FOLD_02,
      "goes on after a step that throws an Error",
      hanging("whatAConsumerThrowsEndsTheRun", "Run.awaitEnd")),
  RESOLVER_ERRORS_ESCAPE(
      Rule.FOLD_02,
      "ends the run where a resolver throws an Error",
      failing("whatAResolverThrowsIsTheFailureOfItsTarget", "a run that comes to its normal end")),
  ERRORS_OF_TRUST_ESCAPE(
      Rule.FOLD_02,
      "lets an Error of a trust manager fly through its client",
      failing(
          "whatATrustManagerThrowsIsTheFailureOfItsTarget", "a run that comes to its normal end")),
  SOURCE_IS_CUT_BY_THE_TIMER(
      Rule.FOLD_03,
      "ends a run on the thread of its timers",
      hanging("aSubscriberToldOfTheDeadlineHoldsUpNoTimer", "TimerChecks.expectTimeout")
          .through("publisher")),
  FOLD_IS_CALLED_UNDER_A_LOCK(
      Rule.FOLD_03,
      "holds the lock of its public calls while a step runs",
      hanging("theConsumerIsCalledWithoutALock", "LockChecks.theConsumerIsCalledWithoutALock")),
  ANY_THREAD_MAY_BLOCK(
      Rule.FOLD_04,
      "blocks a thread that must not block",
      hanging("blockingFacesAreRefusedOnAThreadThatMustNotBlock", "FoldChecks.thrownOn")),
  FETCH_FOLDS_ELSEWHERE(
      Rule.FOLD_05,
      "folds on a thread of its own and waits for it",
      failing("fetchFoldsOnTheCallingThread", "threads that folded")),
  TAG_IS_LOST(
      Rule.FOLD_05,
      "makes the target of an outcome anew, without its tag",
      failing("theTagTravelsWithItsTarget", "tag")),
  INTERRUPTS_OUTLIVE_CALLBACKS(
      Rule.FOLD_06,
      "goes on with the interrupt status that a listener has left",
      failing("whatAListenerLeavesEndsWithIt", "outcomes: 20")),
  CANCEL_IN_A_CALLBACK_IS_LOST(
      Rule.FOLD_06,
      "forgets a cancel that comes while a callback holds on",
      hanging(
          "aCancelInATrustManagerIsNotLost", "Given.awaitNoConnection", "ReferenceFetcher.close")),
  CLOSE_DOES_NOT_WAIT(
      Rule.CLOSE_01,
      "returns from close at once",
      failing("closeWaitsForRunningRuns", "a close that waits for the run")),
  CLOSE_WAITS_FOR_ITSELF(
      Rule.CLOSE_01,
      "waits in a close that one of its own callbacks calls",
      hanging("aSourceMayClose", "Run.awaitAll, called by CloseChecks.aSourceMayClose")),
  CONNECTIONS_OUTLIVE_CLOSE(
      Rule.CLOSE_02,
      "leaves idle connections open when it is closed",
      hanging("closedFetchersLeaveNoConnection", "Given.awaitNoConnection")),
  THREAD_KEEPS_THE_JVM(
      Rule.CLOSE_03,
      "has a thread that is no daemon",
      hanging("anOpenFetcherDoesNotKeepTheJvmAlive", "ChildJvm.awaitExit")),
  CLOSED_IS_EMPTY(
      Rule.CLOSE_04,
      "takes every batch for an empty one after close",
      failing("aRunAfterCloseIsRefused", "a run that ends with IllegalStateException")),
  CLOSED_IS_CANCELLED(
      Rule.CLOSE_04,
      "says of a run after close that it was cancelled",
      failing("aRunAfterCloseIsRefused", "not CancellationException")),
  ABORTED_ATTEMPTS_DO_NOT_END(
      Rule.OBS_01,
      "tells no end of an attempt that is aborted",
      failing(
          "eventsOfCancelledRunsMatch",
          "events of the attempts of one target: [started 1, ended 1]")),
  DELIVERED_IS_NOT_HEARD(
      Rule.OBS_01,
      "does not tell of deliveries",
      failing("eventsOfWholeRunsMatch", "delivered: ["));

  private final Rule rule;
  private final String does;

  @SuppressWarnings("ImmutableEnumChecker") // a record of strings and an enum
  private final Caught caught;

  Fault(Rule rule, String does, Caught caught) {
    this.rule = rule;
    this.does = does;
    this.caught = caught;
  }

  /** Which rule it breaks; it may well break others too. */
  Rule rule() {
    return rule;
  }

  String does() {
    return does;
  }

  /** How the kit shows it at least. */
  Caught caught() {
    return caught;
  }
}
