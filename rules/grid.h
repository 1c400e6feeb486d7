/*
 * grid.h - the ratings of one organisation: what was awarded, what the rules
 * give from it, level by level, on any day.
 *
 * Levels (DOMAIN 1.1):
 *   1 key question of a service       judged, never computed
 *   2 overall of a service            from its five level-1 ratings
 *   3 key question of a location      from the services at the location
 *   4 overall of a location           from its five level-3 ratings
 *   5 key question of the trust       from the locations' level 3; well-led is
 *                                     awarded, never aggregated
 *   6 overall quality of the trust    from the five level-5 ratings
 *   combined                          from the five level-5 ratings and use of
 *                                     resources; a dated snapshot
 *
 * Trusts of one location are reversed where it has no such ratings of its
 * own: its well-led is the trust's, its overall the trust's quality.  Mental
 * health, ambulance and community trusts have no locations: level 5 is from their
 * services; nor have they, or specialist trusts, use of resources.  The trust
 * level is not computed for complex trusts (locations and services outside
 * them, or said to be) nor, after a merger, while services are kept separate.
 *
 * A service whose name was superseded (rules/service.h) is counted until the
 * newer name is reported at the same place.
 *
 * An input is what was awarded at the lower level, and only where nothing was
 * awarded what the rules give there.  An input of which nothing is known on
 * the day is unknown (not "not rated"), and widens the answer to bounds.
 *
 * Pure like rules.h: order and repetition of the facts change nothing.
 */
#ifndef RULES_GRID_H
#define RULES_GRID_H

#include <stddef.h>
#include <stdint.h>

#include "rules/day.h"
#include "rules/limit.h"
#include "rules/rules.h"
#include "rules/sector.h"
#include "rules/words.h"

enum level {
	LEVEL_NONE,
	LEVEL_SERVICE_QUESTION,
	LEVEL_SERVICE,
	LEVEL_LOCATION_QUESTION,
	LEVEL_LOCATION,
	LEVEL_TRUST_QUESTION,
	LEVEL_QUALITY,
	LEVEL_RESOURCES,
	LEVEL_COMBINED,
	LEVEL_COUNT
};

/*
 * One published rating, as one report states it; with QUESTION_NONE and "not
 * stated" all five key questions of the place, on which its source is silent.
 * Which of two facts about the same cell counts: the later by (rated, stated
 * before not stated, published, revision, digest); never the order of arrival.
 * "Inspected but not rated" and "No action" leave an earlier rating standing.
 */
struct fact {
	const char	*location;	/* "": not about one location */
	const char	*service;	/* "": not about one service */
	enum question	 question;
	enum mark	 mark;
	struct day	 rated;		/* the date the rating carries */
	struct day	 published;
	uint32_t	 revision;
	uint64_t	 digest;	/* of the report; breaks ties */
	const char	*report;	/* address or link id; "" unknown */
	uint8_t		 inherited;	/* given to a predecessor */
	const char	*predecessor;	/* who that was; NULL or "": unknown */
};

/* A recorded professional judgement for one cell on one date. */
struct deviation {
	const char	*location, *service;
	enum question	 question;
	struct day	 rated;
	enum mark	 from, to;
	const char	*reason, *author, *approver, *reference;
};

/* All that is known of one organisation.  The arrays belong to the caller. */
struct facts {
	const char		*organisation;	/* the subject: RGT */
	int			 is_trust;	/* has levels 5, 6, combined */
	const struct fact	*fact;
	size_t			 nfact;
	const struct deviation	*deviation;
	size_t			 ndeviation;
	const char *const	*location;	/* all rated ones, if known */
	size_t			 nlocation;	/* 0: not known, no level 5 */

	enum sector		 sector;
	const struct notice	*notice;
	size_t			 nnotice;
	const struct exclusion	*excluded;
	size_t			 nexcluded;
	struct day		 separate_until; /* merged: no trust level is
						  * aggregated up to this day */
	const char		*separate_reason; /* NULL: none */
	uint8_t			 complex;	/* its trust level is a matter
						 * of judgement */
	const struct ruleset	*set;		/* recomputed by it, in the
						 * place of its like; or NULL */
};

/* Why the rules are silent on an aggregate. */
enum silence {
	SILENCE_NONE,
	SILENCE_AWARDED,	/* the trust's well-led is awarded */
	SILENCE_COMPLEX,	/* a complex trust: by judgement */
	SILENCE_SEPARATE,	/* merged, not yet aggregated */
	SILENCE_RESOURCES,	/* no use of resources in this sector */
	SILENCE_COUNT
};

/*
 * One cell of the grid.
 *
 * `awarded` is NULL where nothing was published or the newest report is
 * silent.  The rest is as on `computed_on`, the day of the snapshot: that of
 * the award; without one that of the newest input, or for combined that of use
 * of resources.  Inputs that changed later show as `moved` (that a later
 * report is silent is no change).
 */
struct cell {
	enum level		 level;
	const char		*location, *service;
	enum question		 question;

	const struct fact	*awarded;
	const struct ruleset	*set;		/* NULL: not computed */
	struct outcome		 computed;	/* counts are of known inputs;
						 * rated only if certain */
	uint8_t			 unknown;	/* how many more inputs */
	struct bounds		 bounds;	/* low == high: certain */
	struct day		 computed_on;
	uint8_t			 departs;	/* awarded is out of bounds */
	const struct deviation	*deviation;	/* why, where recorded */

	uint8_t			 moved;
	struct day		 moved_on;	/* the newest change */
	struct bounds		 now;		/* what inputs give since */

	uint8_t			 same_day;	/* another rating ties with the
						 * award on both dates */

	uint8_t			 excluded;	/* how many inputs are left
						 * out, facts say why */
	enum silence		 silence;	/* why there is no set */
	const struct limiter	*limiter;	/* NULL: no notice limits it */
	const struct notice	*notice;	/* by which */
	uint8_t			 over_limit;	/* awarded is above it: needs
						 * a reason */
};

enum level	 level_of(const struct facts *, const char *location,
		    const char *service, enum question);
const char	*level_name(enum level);	/* "quality", "location", … */
const char	*silence_text(enum silence);	/* a clause; "" for NONE */

/* Where the facts about one place stand in a history: from[q] to from[q + 1] on
 * the question q, the one that counts most last. */
struct place {
	const char	*location, *service;
	uint32_t	 from[QUESTION_COUNT + 1];
	uint8_t		 group;		/* a population group */
	uint8_t		 renamed;	/* other names took its place */
	const struct fact *run;		/* used while facts are put in order */
};

/*
 * Facts put in order once, place by place by location and service, so that what
 * counted on a day is looked up and not searched for.  All that is asked of a
 * grid is asked of this.
 */
struct history {
	const struct facts		*facts;
	const struct fact *const	*fact;
	const struct place		*place;
	size_t				 n, nplace;
};

/* Fills `fact` and `place`, which have room for facts->nfact each and must
 * outlive the answer. */
struct history	 history_open(const struct facts *, const struct fact **fact,
		    struct place *place);

/*
 * The grid as known on day `at` (a serial; INT32_MAX: all), in a fixed order:
 * combined, quality, use of resources, trust key questions; then for each
 * location by id its overall and key questions; then for each service of it by
 * name its overall and key questions; services outside locations before the
 * first location.  Cells of which nothing is known are left out.
 *
 * `out` has room for `max` cells; grid_size() is always enough.  Returns the
 * number of cells.
 */
size_t		 grid_size(const struct facts *);
size_t		 grid_evaluate(const struct history *, int32_t at,
		    struct cell *out, size_t max);

/*
 * Every aggregate that was ever awarded, each against the rules on its own
 * date, where it departs; ordered by date, level, location, service.  Awarded
 * non-ratings are not departures: nothing was awarded.
 */
size_t		 grid_departures(const struct history *, struct cell *out,
		    size_t max);

/*
 * The inputs that gave cell->computed, in a fixed order: names them for an
 * explanation.  Fills at most `max`; returns how many.
 */
struct input {
	const char	*location, *service;
	enum question	 question;
	enum mark	 mark;		/* NOT_STATED: unknown */
	struct day	 rated;
	uint8_t		 derived;	/* computed below, nothing awarded */
};
size_t		 grid_inputs(const struct history *, const struct cell *,
		    struct input *out, size_t max);

#endif
