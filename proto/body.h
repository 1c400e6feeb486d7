/*
 * body.h - what the kinds of event say beside ratings: plain structs, each
 * described by rows (shape.h) that check it, carry it and read it from text.
 */
#ifndef PROTO_BODY_H
#define PROTO_BODY_H

#include <stddef.h>
#include <stdint.h>

#include "rules/day.h"
#include "rules/limit.h"
#include "rules/metric.h"
#include "rules/words.h"

/* A figure in thousandths of its unit, or none. */
#define AMOUNT_NONE	INT64_MIN

/* organisation.succeeded: one event for each side. */
enum side { SIDE_NONE, SIDE_PREDECESSOR, SIDE_SUCCESSOR, SIDE_COUNT };

struct succession {
	const char	*other;
	enum side	 is;		/* what the other one is to this */
	struct day	 on;
	const char	*reason;
	struct day	 separate_until; /* ratings are not aggregated before */
};

/* enforcement.noticed */
struct enforcement {
	const char	*location, *service;
	enum question	 question;
	enum notice_type type;
	struct day	 on, lifted;
	const char	*reference, *regulation, *reason;
	const char	*rationale;	/* why the rating stands all the same */
};

/* use-of-resources.evidenced */
struct metric_value {
	const char	*id;		/* "pre-procedure-elective-bed-days" */
	int64_t		 value;
	const char	*period, *source;
	int64_t		 national_median;
	uint32_t	 quartile;	/* 1 best, 4 worst; 0: not known */
	const char	*peer_group;
	int64_t		 peer_median;
};

/* The control total that bounds the finance score. */
enum control_total {
	TOTAL_NONE,			/* not said: no score */
	TOTAL_AGREED,
	TOTAL_SURPLUS,			/* none, a surplus is planned */
	TOTAL_DEFICIT,			/* none, a deficit is planned */
	TOTAL_COUNT
};

struct evidence {
	struct day		 as_of;
	enum control_total	 control;
	const char		*commentary;	/* the trust's */
	const struct metric_value *metric;
	size_t			 nmetric;
};

/* use-of-resources.proposed: NHS Improvement's. */
struct finding {
	enum area	 area;
	const char	*text;
};

struct recommendation {
	const char	*text;
};

struct proposal {
	enum mark	 rating;
	struct day	 on;
	const char	*report, *digest, *summary, *author;
	const char	*explanation;	/* where it is far from the evidence */
	const struct finding *finding;
	size_t		 nfinding;
	const struct recommendation *recommendation;
	size_t		 nrecommendation;
};

/* use-of-resources.awarded: CQC's. */
struct award {
	enum mark	 rating;
	struct day	 on;
	enum mark	 proposed;	/* as CQC saw it; NONE: not said */
	const char	*reason, *author, *approver, *report;
};

/* factual-accuracy, publication, review, suspended, resumed. */
struct workflow {
	const char	*about;		/* a document's digest, or a report */
	struct day	 on;
	const char	*who, *role, *text;
	uint32_t	 extended_days;
	struct day	 until;		/* embargo: not public before */
};

/* event.corrected (beside the new content), event.retracted. */
struct amendment {
	const char	*source, *id;	/* of the event that is amended */
	uint32_t	 kind;		/* of the new content; 0: retracted */
	const char	*reason, *author;
};

/* service.excluded: counted in no aggregate. */
struct service_exclusion {
	const char	*location, *service;
	enum exclusion_type type;
	struct day	 since, until;
	const char	*reason, *reference, *author, *approver;
};

/*
 * rating.recomputed: the ratings are worked again, because the rules were
 * mended or by another set of them.  Of several the newest counts.
 */
struct recompute {
	struct day	 on;
	const char	*reason, *author;
	const char	*ruleset;	/* in the place of its like; "": those
					 * in force */
};

/* clock.reached: a day that something waited for has come. */
struct reached {
	struct day	 on;
	const char	*rule;
};

#endif
