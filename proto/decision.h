/*
 * decision.h - what is decided about a version.  The numbers are stored.
 */
#ifndef PROTO_DECISION_H
#define PROTO_DECISION_H

enum decision {
	DECISION_NONE,
	DECISION_HOLD,
	DECISION_RELEASE,
	DECISION_WITHHOLD,	/* held by order, not for something missing */
	DECISION_SUSPEND,	/* public, and says that it is suspended */
	DECISION_WITHDRAW,
	DECISION_SUPERSEDE	/* held until a newer one was released */
};

#endif
