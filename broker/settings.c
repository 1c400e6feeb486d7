#include "base/log.h"
#include "broker/settings.h"

enum { COL_STAGE, COL_KEY, COL_VALUE, COL_SETTING };

int
settings_read(const struct rows *rows, int64_t *newest, struct arena *a,
    struct core_event *out)
{
	struct setting	*set = ARENA_ARRAY(a, rows_count(rows), struct setting);
	struct knobs	 scratch;
	int64_t		 known = *newest, number;
	size_t		 i;

	*out = (struct core_event){ .type = EV_SETTINGS, .setting = set,
	    .nsetting = rows_count(rows) };
	*newest = 0;
	for (i = 0; i < out->nsetting; i++, set++) {
		*set = (struct setting){
		    (enum stage)rows_int(rows, i, COL_STAGE),
		    rows_text(rows, i, COL_KEY), rows_text(rows, i, COL_VALUE) };
		number = rows_int(rows, i, COL_SETTING);
		if (number > *newest)
			*newest = number;
		if (number > known &&
		    knobs_set(&scratch, set->key, set->value) == -1)
			LOG(WARN, "a setting that is none",
			    LOG_TEXT("key", set->key),
			    LOG_TEXT("value", set->value));
	}
	return *newest != known;
}
