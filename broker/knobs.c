#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "broker/knobs.h"

#define ROW(field, min, max)	{ #field, offsetof(struct knobs, field), min, max }

static const struct {
	const char	*key;
	size_t		 offset;
	int64_t		 min, max;
} numbers[] = {
	ROW(window_count, 1, 1000000),
	ROW(batch_count, 1, 10000),
	ROW(backlog_soft, 1, 1000000000),
	ROW(backlog_hard, 1, 1000000000),
	ROW(age_soft, 1, 1000000000),
	ROW(age_hard, 1, 1000000000),
	ROW(live_weight, 1, 1000),
	ROW(bulk_weight, 1, 1000),
	ROW(paused, 0, 1),
};

static const char	 sources[] = "bulk_sources";	/* a text, the last */

int
knobs_set(struct knobs *k, const char *key, const char *value)
{
	size_t	 i;

	if (strncmp(key, KNOB_DRAIN, strlen(KNOB_DRAIN)) == 0)
		return 0;
	if (strcmp(key, sources) == 0) {
		if (strlen(value) >= sizeof(k->bulk_sources))
			return -1;
		snprintf(k->bulk_sources, sizeof(k->bulk_sources), "%s", value);
		return 0;
	}
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (strcmp(key, numbers[i].key) == 0)
			return text_number(value, numbers[i].min,
			    numbers[i].max,
			    (int64_t *)((char *)k + numbers[i].offset));
	return -1;
}

const char *
knobs_key(size_t i)
{
	return i < KNOBS - 1 ? numbers[i].key : sources;
}

const char *
knobs_value(const struct knobs *k, size_t i, char text[KNOBS_TEXT])
{
	int64_t	 n;

	if (i == KNOBS - 1)
		return k->bulk_sources;
	memcpy(&n, (const char *)k + numbers[i].offset, sizeof(n));
	snprintf(text, KNOBS_TEXT, "%" PRId64, n);
	return text;
}

uint32_t
knobs_bit(const char *key)
{
	size_t	 i;

	for (i = 0; i < KNOBS; i++)
		if (strcmp(key, knobs_key(i)) == 0)
			return (uint32_t)1 << i;
	return 0;
}

enum lane
knobs_lane(const struct knobs *k, const char *source)
{
	const char	*at = k->bulk_sources;
	size_t		 n;

	if (source == NULL)
		return LANE_LIVE;
	for (at += strspn(at, " "); *at != '\0'; at += strspn(at, " ")) {
		n = strcspn(at, " ");
		if (strncmp(source, at, n) == 0)
			return LANE_BULK;
		at += n;
	}
	return LANE_LIVE;
}
