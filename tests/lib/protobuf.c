#include "base/buf.h"
#include "tests/lib/protobuf.h"
#include "tests/lib/test.h"

void
protobuf_writes(const ProtobufCMessageDescriptor *d, struct bytes in)
{
	ProtobufCMessage	*m = protobuf_c_message_unpack(d, NULL, in.len,
				    in.data);
	struct buf		 b = { 0 };
	size_t			 n;

	assert_non_null(m);
	n = protobuf_c_message_pack(m, (uint8_t *)buf_room(&b,
	    protobuf_c_message_get_packed_size(m)));
	assert_int_equal(n, in.len);
	assert_memory_equal(b.data, in.data, n);
	protobuf_c_message_free_unpacked(m, NULL);
	buf_release(&b);
}
