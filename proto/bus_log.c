#include "base/log.h"
#include "proto/bus.h"

void
bus_log(struct bus *b)
{
	static const enum log_level	 level[] = {
		[BUS_NOTE] = LOG_DEBUG,
		[BUS_AWAY] = LOG_WARN,
		[BUS_REFUSED] = LOG_WARN,
	};
	struct bus_event		 ev;

	while (bus_event(b, &ev))
		log_line(level[ev.kind], ev.text, (struct log_field[]){
		    LOG_TEXT("peer", ev.from), LOG_INT("again", ev.again),
		    { 0 } });
}
