/*
 * sixthkey-broker - hand messages to workers, answers to producers.
 *
 * Holds nothing that cannot be rebuilt from PostgreSQL.  SIGTERM or SIGINT:
 * no new work, what is in flight may end, exit 0.
 */
#include <malloc.h>

#include "base/log.h"
#include "base/program.h"
#include "broker/shell.h"
#include "schema/upgrade.h"

static const struct conf_key keys[] = {
	CONF_ROW_TEXT(struct broker_conf, db, "",
	    "PostgreSQL: a libpq connection string; passwords in a passfile"),
	CONF_ROW_OWN(struct broker_conf, workers, "tcp://127.0.0.1:7301",
	    "where workers connect"),
	CONF_ROW_OWN(struct broker_conf, submit, "tcp://127.0.0.1:7302",
	    "where producers connect"),
	CONF_ROW_OWN(struct broker_conf, control, "tcp://127.0.0.1:7303",
	    "where the command line and the console connect"),
	CONF_ROW_OWN(struct broker_conf, name, "broker",
	    "a name for people"),
	CONF_ROW_INT(struct broker_conf, window_count, "10000", 1, 1000000,
	    "messages held for each stage, in flight included"),
	CONF_ROW_INT(struct broker_conf, window_bytes, "25165824", 4194304,
	    1073741824, "bytes held for each stage"),
	CONF_ROW_INT(struct broker_conf, batch_count, "1000", 1, 10000,
	    "messages in one frame at most"),
	CONF_ROW_INT(struct broker_conf, batch_bytes, "1048576", 65536, 4194304,
	    "bytes of payload in one frame at most"),
	CONF_ROW_INT(struct broker_conf, liveness_ms, "3000", 50, 600000,
	    "a worker that is silent for so long is dead"),
	CONF_ROW_INT(struct broker_conf, heartbeat_ms, "1000", 10, 60000,
	    "between signs of life to workers"),
	CONF_ROW_INT(struct broker_conf, flight_ms, "60000", 100, 86400000,
	    "a message without news for so long is handed out again"),
	CONF_ROW_INT(struct broker_conf, sweep_ms, "1000", 20, 60000,
	    "between looks for messages that nobody told of"),
	CONF_ROW_INT(struct broker_conf, retry_ms, "500", 1, 60000,
	    "what BUSY tells a producer to wait"),
	CONF_ROW_INT(struct broker_conf, kills, "2", 1, 100,
	    "workers that die of a message alone until it is put aside"),
	CONF_ROW_INT(struct broker_conf, rounds, "2", 1, 100,
	    "so often, for ever longer; then it is dead"),
	CONF_ROW_INT(struct broker_conf, round_ms, "1000", 1, 3600000,
	    "put aside for so long the first time"),
	CONF_ROW_INT(struct broker_conf, lease_ms, "6000", 100, 600000,
	    "silence after which another broker leads"),
	CONF_ROW_INT(struct broker_conf, live_weight, "4", 1, 1000,
	    "messages of live sources, for so many"),
	CONF_ROW_INT(struct broker_conf, bulk_weight, "1", 1, 1000,
	    "of bulk sources, where both wait"),
	CONF_ROW_TEXT(struct broker_conf, bulk_sources, "/files/",
	    "how bulk sources begin, blanks between"),
	CONF_ROW_INT(struct broker_conf, backlog_soft, "10000000", 1,
	    1000000000, "waiting at a stage: producers are asked to slow down"),
	CONF_ROW_INT(struct broker_conf, backlog_hard, "20000000", 1,
	    1000000000, "waiting at a stage: producers are told BUSY"),
	CONF_ROW_INT(struct broker_conf, age_soft, "3600", 1, 1000000000,
	    "seconds that a message waits at a stage that is not paused: "
	    "producers are asked to slow down"),
	CONF_ROW_INT(struct broker_conf, age_hard, "86400", 1, 1000000000,
	    "the same: producers are told BUSY"),
	CONF_ROW_INT(struct broker_conf, peers, "20000", 16, 1000000,
	    "peers remembered at most"),
	KEY_CONF_ROWS(struct broker_conf, key),
	CONF_ROW_TEXT(struct broker_conf, keys, "",
	    "folder of the public keys that may connect: NAME.pub"),
	{ 0 }
};

/* Frames take and leave memory by the megabyte: what went back to the system
 * between two of them would have to be faulted in again for the next. */
static void
keep_memory(void)
{
	mallopt(M_MMAP_THRESHOLD, FRAME_BYTES_MAX);
	mallopt(M_TRIM_THRESHOLD, FRAME_BYTES_MAX);
}

int
main(int argc, char **argv)
{
	static struct conf_origins	 origins;
	static const struct program	 program = { "sixthkey-broker", keys,
					    NULL, &origins };
	struct broker_conf		 conf;
	struct err			 e;
	struct program_run		 asked;
	struct self			 self;
	int				 code;

	code = program_begin(&program, argc, argv, &conf, &asked);
	if (code != PROGRAM_RUN)
		return code;
	conf.origins = &origins;
	keep_memory();
	self_begin(&self, asked.instance, keys, &conf, upgrade_newest());
	if (shell_run(&conf, &self, &e) != 0)
		return program_refuse(&e);
	LOG_PLAIN(INFO, "drained");
	return PROGRAM_OK;
}
