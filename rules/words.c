#include <stddef.h>
#include <string.h>

#include "rules/spell.h"
#include "rules/words.h"

struct word {
	const char	*name;		/* as CQC writes it */
	const char	*code;		/* as files and machines write it */
};

/* A published spelling that differs from the name by more than case. */
struct spelling {
	const char	*text;
	int		 value;
};

/* The first RATING_COUNT marks are the ratings, with the same numbers. */
static const struct word marks[MARK_COUNT] = {
	[MARK_NONE] = { "", "" },
	[MARK_INADEQUATE] = { "Inadequate", "inadequate" },
	[MARK_IMPROVE] = { "Requires improvement", "requires_improvement" },
	[MARK_GOOD] = { "Good", "good" },
	[MARK_OUTSTANDING] = { "Outstanding", "outstanding" },
	[MARK_NOT_RATED] = { "Not rated", "not_rated" },
	[MARK_INSPECTED_NOT_RATED] = { "Inspected but not rated",
	    "inspected_but_not_rated" },
	[MARK_INSUFFICIENT_EVIDENCE] = { "Insufficient evidence to rate",
	    "insufficient_evidence_to_rate" },
	[MARK_NOT_APPLICABLE] = { "Not applicable", "not_applicable" },
	[MARK_NOT_YET_INSPECTED] = { "Not yet inspected", "not_yet_inspected" },
	[MARK_NO_PUBLISHED_RATING] = { "No published rating",
	    "no_published_rating" },
	[MARK_NO_APPROVED_RATING] = { "No approved rating",
	    "no_approved_rating" },
	[MARK_NOT_SCORED] = { "Evidence requirements not yet scored",
	    "evidence_requirements_not_yet_scored" },
	[MARK_NO_ACTION] = { "No action", "no_action" },
	[MARK_SUSPENDED] = { "Suspended", "suspended" },
	[MARK_NOT_STATED] = { "Not stated", "not_stated" }
};

static const struct spelling mark_spellings[] = {
	{ "Inspected not rated", MARK_INSPECTED_NOT_RATED },
	{ "Insufficient evidence", MARK_INSUFFICIENT_EVIDENCE },
	{ "Evidence requirements partially scored", MARK_NOT_SCORED },
	{ "Evidence requirements partially / not yet scored", MARK_NOT_SCORED },
	{ "Not scored", MARK_NOT_SCORED },
	{ NULL, MARK_NONE }
};

static const struct word questions[QUESTION_COUNT] = {
	[QUESTION_NONE] = { "", "" },
	[QUESTION_SAFE] = { "Safe", "safe" },
	[QUESTION_EFFECTIVE] = { "Effective", "effective" },
	[QUESTION_CARING] = { "Caring", "caring" },
	[QUESTION_RESPONSIVE] = { "Responsive", "responsive" },
	[QUESTION_WELL_LED] = { "Well-led", "well_led" },
	[QUESTION_OVERALL] = { "Overall", "overall" },
	[QUESTION_RESOURCES] = { "Use of resources", "use_of_resources" },
	[QUESTION_COMBINED] = { "Combined", "combined" }
};

static const char *const bases[BASIS_COUNT] = {
	[BASIS_NONE] = "",
	[BASIS_CONFIRMED] = "confirmed",
	[BASIS_SECOND_HAND] = "second-hand",
	[BASIS_INFERRED] = "inferred",
	[BASIS_UNVERIFIED] = "unverified"
};

/* The index of the word, 0 (always "none") where there is no such word. */
static int
find(const struct word *words, int count, const char *text)
{
	int	i;

	for (i = 1; i < count; i++)	/* most texts come as a code */
		if (strcmp(words[i].code, text) == 0)
			return i;
	for (i = 1; i < count; i++)
		if (spell_same(words[i].name, text) ||
		    spell_same(words[i].code, text))
			return i;
	return 0;
}

static int
find_spelling(const struct spelling *s, const char *text)
{
	while (s->text != NULL && !spell_same(s->text, text))
		s++;
	return s->value;
}

enum rating
rating_parse(const char *text)
{
	return (enum rating)find(marks, RATING_COUNT, text);
}

enum mark
mark_parse(const char *text)
{
	int	i = find(marks, MARK_COUNT, text);

	return (enum mark)(i != 0 ? i : find_spelling(mark_spellings, text));
}

enum question
question_parse(const char *text)
{
	return (enum question)find(questions, QUESTION_COUNT, text);
}

static const struct word *
word_at(const struct word *words, unsigned count, unsigned i)
{
	return &words[i < count ? i : 0];
}

const char *
rating_name(enum rating r)
{
	return word_at(marks, RATING_COUNT, r)->name;
}

const char *
mark_name(enum mark m)
{
	return word_at(marks, MARK_COUNT, m)->name;
}

const char *
question_name(enum question q)
{
	return word_at(questions, QUESTION_COUNT, q)->name;
}

const char *
rating_code(enum rating r)
{
	return word_at(marks, RATING_COUNT, r)->code;
}

const char *
mark_code(enum mark m)
{
	return word_at(marks, MARK_COUNT, m)->code;
}

const char *
question_code(enum question q)
{
	return word_at(questions, QUESTION_COUNT, q)->code;
}

const char *
basis_name(enum basis b)
{
	return bases[(unsigned)b < BASIS_COUNT ? b : BASIS_NONE];
}

enum rating
mark_rating(enum mark m)
{
	return m < (enum mark)RATING_COUNT ? (enum rating)m : RATING_NONE;
}
