#include "base/log.h"
#include "proto/bus.h"

unsigned
bus_log(struct bus *b)
{
	static const enum log_level	 level[] = {
		[BUS_NOTE] = LOG_DEBUG,
		[BUS_AWAY] = LOG_WARN,
		[BUS_REFUSED] = LOG_WARN,
	};
	struct bus_event		 ev;
	unsigned			 refused = 0;

	while (bus_event(b, &ev)) {
		struct log_field	 field[3] = { { 0 } };
		size_t			 n = 0;

		if (ev.from[0] != '\0')
			field[n++] = LOG_TEXT("peer", ev.from);
		if (ev.again != 0)
			field[n++] = LOG_INT("again", ev.again);
		log_line(level[ev.kind], ev.text, field);
		if (ev.kind == BUS_REFUSED)
			refused += 1 + ev.again;
	}
	return refused;
}
