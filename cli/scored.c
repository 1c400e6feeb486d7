#include <string.h>

#include "cli/scored.h"

const char *const scored_columns[SCORED_COLUMNS] = {
	"computed_safe", "safe_percent", "safe_row",
	"computed_effective", "effective_percent", "effective_row",
	"computed_caring", "caring_percent", "caring_row",
	"computed_responsive", "responsive_percent", "responsive_row",
	"computed_well_led", "well_led_percent", "well_led_row",
	"computed_quality", "quality_row"
};

int
scored_read(const char *text, uint8_t out[SCORE_STATEMENTS])
{
	static const char	 between[] = " ,;";
	int			 n = 0;

	for (text += strspn(text, between); *text != '\0';
	    text += strspn(text, between)) {
		if (*text < '0' + SCORE_MIN || *text > '0' + SCORE_MAX ||
		    n == SCORE_STATEMENTS)
			return -1;
		out[n++] = (uint8_t)(*text++ - '0');
		if (*text != '\0' && strchr(between, *text) == NULL)
			return -1;
	}
	return n;
}

/* What lowered it, else where it stands. */
static void
put(const struct scoring *s, struct arena *a, const char *out[3])
{
	out[0] = rating_code(s->rating);
	out[1] = s->rating == RATING_NONE ? "" : arena_printf(a, "%u",
	    s->percent);
	out[2] = s->rating == RATING_NONE ? "" : s->limit != NULL ?
	    s->limit->id : s->band->id;
}

int
scored_words(const char *const text[SCORED_QUESTIONS],
    const struct ruleset *set, struct arena *a,
    const char *out[SCORED_COLUMNS])
{
	uint8_t		score[SCORE_STATEMENTS];
	enum rating	in[SCORED_QUESTIONS];
	struct scoring	s;
	struct outcome	o;
	int		i, n;

	for (i = 0; i < SCORED_QUESTIONS; i++) {
		n = scored_read(text[i], score);
		if (n == -1)
			return i + 1;
		s = score_rate(score, (size_t)n);
		in[i] = s.rating;
		put(&s, a, &out[3 * i]);
	}
	o = rules_aggregate(set, in, SCORED_QUESTIONS);
	out[3 * i] = rating_code(o.rating);
	out[3 * i + 1] = o.rule != NULL ? o.rule->id : "";
	return 0;
}
