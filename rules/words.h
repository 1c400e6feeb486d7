/*
 * words.h - the vocabulary of ratings, one table for each list of words, used
 * in both directions.  Sources: DOMAIN notes in ARCHITECTURE.md; CQC's ratings
 * pages, "Latest ratings" files and syndication API.
 */
#ifndef RULES_WORDS_H
#define RULES_WORDS_H

/* Ordered, worst first.  NONE means "not rated"; it is never "the worst". */
enum rating {
	RATING_NONE,
	RATING_INADEQUATE,
	RATING_IMPROVE,
	RATING_GOOD,
	RATING_OUTSTANDING,
	RATING_COUNT
};

/*
 * What stands in a cell: one of the four ratings (same numbers as enum
 * rating), or one of the published words that are not ratings and are never
 * turned into one.  NOT_STATED is ours: the source is silent, so the value is
 * unknown, which is something else than "not rated".
 */
enum mark {
	MARK_NONE,
	MARK_INADEQUATE,
	MARK_IMPROVE,
	MARK_GOOD,
	MARK_OUTSTANDING,
	MARK_NOT_RATED,
	MARK_INSPECTED_NOT_RATED,
	MARK_INSUFFICIENT_EVIDENCE,
	MARK_NOT_APPLICABLE,
	MARK_NOT_YET_INSPECTED,
	MARK_NO_PUBLISHED_RATING,
	MARK_NO_APPROVED_RATING,
	MARK_NOT_SCORED,
	MARK_NO_ACTION,
	MARK_SUSPENDED,
	MARK_NOT_STATED,
	MARK_COUNT
};

enum question {
	QUESTION_NONE,
	QUESTION_SAFE,
	QUESTION_EFFECTIVE,
	QUESTION_CARING,
	QUESTION_RESPONSIVE,
	QUESTION_WELL_LED,
	QUESTION_OVERALL,	/* of a service, a location, or quality */
	QUESTION_RESOURCES,	/* use of resources, the sixth */
	QUESTION_COMBINED,	/* the six together */
	QUESTION_COUNT
};

/* How sure we are of a rule; printed wherever it decided something. */
enum basis {
	BASIS_NONE,
	BASIS_CONFIRMED,
	BASIS_SECOND_HAND,
	BASIS_INFERRED,
	BASIS_UNVERIFIED,
	BASIS_COUNT
};

/*
 * Parsing takes any letter case and '_', '-' or spaces between words; several
 * published spellings of one word are one mark.  No such word: the NONE value.
 * `rating_parse` knows the four ratings only, `mark_parse` all published words
 * (and "not_stated"), `question_parse` also "use of resources", "overall".
 */
enum rating	 rating_parse(const char *);
enum mark	 mark_parse(const char *);
enum question	 question_parse(const char *);

/* "Requires improvement": CQC's spelling, sentence case.  "" for NONE. */
const char	*rating_name(enum rating);
const char	*mark_name(enum mark);
const char	*question_name(enum question);

/* "requires_improvement": for files and machines.  "" for NONE. */
const char	*rating_code(enum rating);
const char	*mark_code(enum mark);
const char	*question_code(enum question);

/* "confirmed", "second-hand", … */
const char	*basis_name(enum basis);

/* The rating in a mark, NONE where it is not one. */
enum rating	 mark_rating(enum mark);

#endif
