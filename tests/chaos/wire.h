/*
 * wire.h - a bad network in user space: a relay between the second half of the
 * line and its broker and database, which needs no rights of the machine.
 *
 * It sees streams, so what a network loses shows as what the peers would see of
 * it: bytes that come late, one way or both ways nothing for a while, or the
 * connection's end.
 */
#ifndef TESTS_CHAOS_WIRE_H
#define TESTS_CHAOS_WIRE_H

enum wire_mode {
	WIRE_GOOD = '0', WIRE_SLOW, WIRE_LOSSY, WIRE_ONE_WAY, WIRE_HOLE,
	WIRE_CUT
};

struct wire_conf {
	const char	*folder;	/* of the brokers' sockets and ours */
	const char	*database;	/* folder of the server's socket */
};

/* Clients find a broker's DOOR at wire-DOOR, and the database in `folder`.  The
 * relay's process; does not return. */
void	wire_run(const struct wire_conf *);

/* From now on, for every wire of the folder. */
void	wire_set(const char *folder, enum wire_mode);

#endif
