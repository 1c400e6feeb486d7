#include <string.h>

#include "rules/history.h"

static const struct place	nowhere = { .location = "", .service = "" };

struct key
place_key(const struct place *p, enum question q)
{
	return (struct key){ p->location, p->service, q, p };
}

static int
compare(const struct place *p, const char *location, const char *service)
{
	int	c = strcmp(p->location, location);

	return c != 0 ? c : strcmp(p->service, service);
}

size_t
history_first(const struct history *h, const char *location,
    const char *service)
{
	size_t	low = 0, high = h->nplace, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (compare(&h->place[middle], location, service) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct key
history_key(const struct history *h, const char *location,
    const char *service, enum question q)
{
	size_t	i = history_first(h, location, service);

	if (i < h->nplace && compare(&h->place[i], location, service) == 0)
		return place_key(&h->place[i], q);
	return (struct key){ location, service, q, &nowhere };
}

int32_t
fact_published(const struct fact *f)
{
	return f->published.precision == PRECISION_NONE ? f->rated.serial :
	    f->published.serial;
}

/* Behind the last fact on the question that is not after the day. */
static uint32_t
rank(const struct history *h, const struct place *p, enum question q,
    int32_t day)
{
	uint32_t	low = p->from[q], high = p->from[q + 1], middle;

	if (low == high || h->fact[high - 1]->rated.serial <= day)
		return high;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (h->fact[middle]->rated.serial <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct day
place_since(const struct history *h, const struct place *p,
    enum question from, enum question to)
{
	struct day	first = { 0, PRECISION_NONE }, d;
	unsigned	q;

	for (q = from; q <= to; q++) {
		if (p->from[q] == p->from[q + 1])
			continue;
		d = h->fact[p->from[q]]->rated;
		if (first.precision == PRECISION_NONE ||
		    day_compare(d, first) < 0)
			first = d;
	}
	return first;
}

/*
 * An inspection that gave no rating takes none away: CQC went on showing the
 * ratings of 2021 for the Royal Oldham (RM317) after its report of 22 December
 * 2022 said "Inspected but not rated".
 */
static int
leaves_standing(enum mark m)
{
	return m == MARK_INSPECTED_NOT_RATED || m == MARK_NO_ACTION;
}

static const struct fact *
find_latest(const struct history *h, const struct key *key, int32_t day)
{
	uint32_t		 first = key->place->from[key->question];
	uint32_t		 end = rank(h, key->place, key->question, day);
	uint32_t		 i;

	for (i = end; i > first; i--)
		if (!leaves_standing(h->fact[i - 1]->mark)) {
			if (mark_rating(h->fact[i - 1]->mark) != RATING_NONE)
				return h->fact[i - 1];
			break;
		}
	return end == first ? NULL : h->fact[end - 1];
}

/* A source that gave an overall and none of its questions takes the older ones
 * away; what is given on the same day counts. */
const struct fact *
history_latest(const struct history *h, const struct key *key, int32_t day)
{
	const struct fact	*f = find_latest(h, key, day), *silence;
	struct key		 all = *key;

	if (f == NULL || key->question < QUESTION_SAFE ||
	    key->question > QUESTION_WELL_LED)
		return f;
	all.question = QUESTION_NONE;
	silence = find_latest(h, &all, day);
	return silence != NULL && day_compare(silence->rated, f->rated) > 0 ?
	    silence : f;
}

int
history_tied(const struct history *h, const struct key *key,
    const struct fact *f)
{
	uint32_t		 first = key->place->from[key->question];
	uint32_t		 i = rank(h, key->place, key->question,
				    f->rated.serial);
	const struct fact	*other;

	for (; i > first; i--) {
		other = h->fact[i - 1];
		if (day_compare(other->rated, f->rated) != 0)
			return 0;
		if (fact_published(other) == fact_published(f) &&
		    other->mark != f->mark &&
		    mark_rating(other->mark) != RATING_NONE &&
		    mark_rating(f->mark) != RATING_NONE)
			return 1;
	}
	return 0;
}
