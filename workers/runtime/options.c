#include "schema/upgrade.h"
#include "workers/runtime/options.h"

static const struct conf_key keys[] = {
	CONF_ROW_TEXT(struct worker_conf, db, "",
	    "PostgreSQL: a libpq connection string; passwords in a passfile"),
	CONF_ROW_TEXT(struct worker_conf, broker, "tcp://127.0.0.1:7301",
	    "where the broker listens for workers"),
	CONF_ROW_OWN(struct worker_conf, name, "",
	    "a name for people; several workers may share it"),
	CONF_ROW_OWN(struct worker_conf, trace_file, "",
	    "OpenTelemetry spans go to this file, as JSON lines; empty: none"),
	CONF_ROW_INT(struct worker_conf, batch, "1000", 1, 10000,
	    "messages in one transaction at most"),
	CONF_ROW_INT(struct worker_conf, credit, "2000", 1, 100000,
	    "messages in hand at most"),
	CONF_ROW_INT(struct worker_conf, credit_bytes, "16777216", 65536,
	    1073741824, "bytes of payload in hand at most"),
	CONF_ROW_INT(struct worker_conf, heartbeat_ms, "1000", 10, 60000,
	    "between signs of life to the broker"),
	KEY_CONF_ROWS(struct worker_conf, key),
	{ 0 }
};

int
options_parse(int argc, char **argv, const char *name, struct worker_conf *conf,
    struct program_run *run, struct self *self)
{
	const struct program	 program = { name, keys,
	    "  -t CASE       run the step on a text case, print its effects\n",
	    NULL };

	int			 code = program_begin(&program, argc, argv, conf,
				    run);

	if (code == PROGRAM_RUN)
		self_begin(self, run->instance, keys, conf, upgrade_newest());
	return code;
}
