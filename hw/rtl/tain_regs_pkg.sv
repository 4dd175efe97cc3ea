// SPDX-License-Identifier: Apache-2.0
// Made by hw/regs/generate.py from hw/regs/tain.toml; change that.
// Register addresses, table rows, rule key and default sizes. A field of a row is two constants: its
// lowest bit within the row's words (…_LSB) and its width (…_WIDTH). …_FIELDS: the bits that fields have.
`default_nettype none
package tain_regs_pkg;

    localparam logic [31:0] IDENTITY = 32'h7461696e;
    localparam logic [31:0] VERSION = 32'h00010000;
    localparam logic [31:0] UNDEFINED = 32'hdeadbeef;  // what undefined addresses read
    localparam int ADDRESS_BITS = 20;

    localparam logic [31:0] BLOCK_DIRECTORY_TYPE = 32'd0;
    localparam logic [31:0] BLOCK_DIRECTORY_OFFSET = 32'h00000;
    localparam logic [31:0] BLOCK_DIRECTORY_SIZE = 32'h01000;
    localparam logic [31:0] BLOCK_CONTROL_TYPE = 32'd1;
    localparam logic [31:0] BLOCK_CONTROL_OFFSET = 32'h01000;
    localparam logic [31:0] BLOCK_CONTROL_SIZE = 32'h01000;
    localparam logic [31:0] BLOCK_PORT_TYPE = 32'd2;
    localparam logic [31:0] BLOCK_PORT_OFFSET = 32'h10000;
    localparam logic [31:0] BLOCK_PORT_SIZE = 32'h10000;

    // Byte offsets of registers within their block.
    localparam logic [15:0] REG_DIRECTORY_IDENTITY = 16'h0000;
    localparam logic [15:0] REG_DIRECTORY_VERSION = 16'h0004;
    localparam logic [15:0] REG_DIRECTORY_BOOT = 16'h0008;
    localparam logic [15:0] REG_DIRECTORY_BLOCK_COUNT = 16'h000c;
    localparam logic [15:0] REG_DIRECTORY_BLOCK_TYPE = 16'h0010;
    localparam int REG_DIRECTORY_BLOCK_TYPE_COUNT = 9;
    localparam logic [15:0] REG_DIRECTORY_BLOCK_VERSION = 16'h0014;
    localparam int REG_DIRECTORY_BLOCK_VERSION_COUNT = 9;
    localparam logic [15:0] REG_DIRECTORY_BLOCK_OFFSET = 16'h0018;
    localparam int REG_DIRECTORY_BLOCK_OFFSET_COUNT = 9;
    localparam logic [15:0] REG_DIRECTORY_BLOCK_SIZE = 16'h001c;
    localparam int REG_DIRECTORY_BLOCK_SIZE_COUNT = 9;
    localparam logic [15:0] REG_CONTROL_BANK = 16'h0080;
    localparam logic [15:0] REG_CONTROL_FLIP = 16'h0084;
    localparam logic [15:0] REG_CONTROL_STATUS = 16'h0088;
    localparam logic [15:0] REG_CONTROL_RESET = 16'h008c;
    localparam logic [15:0] REG_PORT_COMMAND = 16'h0000;
    localparam logic [15:0] REG_PORT_STATUS = 16'h0004;
    localparam logic [15:0] REG_PORT_DATA = 16'h0100;
    localparam int REG_PORT_DATA_COUNT = 24;
    localparam logic [15:0] REG_PORT_COUNTER_SELECT = 16'h0200;
    localparam logic [15:0] REG_PORT_COUNTER_CLEAR = 16'h0204;
    localparam logic [15:0] REG_PORT_COUNTER_LOW = 16'h0240;
    localparam int REG_PORT_COUNTER_LOW_COUNT = 6;
    localparam logic [15:0] REG_PORT_COUNTER_HIGH = 16'h0244;
    localparam int REG_PORT_COUNTER_HIGH_COUNT = 6;
    localparam logic [15:0] REG_PORT_INGRESS_LOW = 16'h0300;
    localparam int REG_PORT_INGRESS_LOW_COUNT = 4;
    localparam logic [15:0] REG_PORT_INGRESS_HIGH = 16'h0304;
    localparam int REG_PORT_INGRESS_HIGH_COUNT = 4;
    localparam logic [15:0] REG_PORT_EGRESS_LOW = 16'h0340;
    localparam int REG_PORT_EGRESS_LOW_COUNT = 4;
    localparam logic [15:0] REG_PORT_EGRESS_HIGH = 16'h0344;
    localparam int REG_PORT_EGRESS_HIGH_COUNT = 4;
    localparam logic [15:0] REG_CONTROL_PORTS = 16'h0000;
    localparam logic [15:0] REG_CONTROL_DATA_WIDTH = 16'h0004;
    localparam logic [15:0] REG_CONTROL_INTERFACES = 16'h0008;
    localparam logic [15:0] REG_CONTROL_SESSIONS_PER_INTERFACE = 16'h000c;
    localparam logic [15:0] REG_CONTROL_FILTERS = 16'h0010;
    localparam logic [15:0] REG_CONTROL_RULE_SLOTS = 16'h0014;
    localparam logic [15:0] REG_CONTROL_RULES_PER_FILTER = 16'h0018;
    localparam logic [15:0] REG_CONTROL_TARGETS = 16'h001c;
    localparam logic [15:0] REG_CONTROL_ADDRESSES_PER_TARGET = 16'h0020;
    localparam logic [15:0] REG_CONTROL_NEVER_COPIED = 16'h0024;
    localparam logic [15:0] REG_CONTROL_RESOLVERS = 16'h0028;
    localparam logic [15:0] REG_CONTROL_RANGE_CHECKERS = 16'h002c;
    localparam logic [15:0] REG_CONTROL_BUFFER_BYTES = 16'h0030;
    localparam logic [15:0] REG_CONTROL_BUFFER_COPIES = 16'h0034;

    // Sizes of the default NIC.
    localparam int DEFAULT_PORTS = 1;
    localparam int DEFAULT_DATA_WIDTH = 512;
    localparam int DEFAULT_INTERFACES = 64;
    localparam int DEFAULT_SESSIONS_PER_INTERFACE = 4;
    localparam int DEFAULT_FILTERS = 32;
    localparam int DEFAULT_RULE_SLOTS = 36;
    localparam int DEFAULT_RULES_PER_FILTER = 16;
    localparam int DEFAULT_TARGETS = 32;
    localparam int DEFAULT_ADDRESSES_PER_TARGET = 16;
    localparam int DEFAULT_NEVER_COPIED = 16;
    localparam int DEFAULT_RESOLVERS = 8;
    localparam int DEFAULT_RANGE_CHECKERS = 32;
    localparam int DEFAULT_BUFFER_BYTES = 65536;
    localparam int DEFAULT_BUFFER_COPIES = 1024;

    localparam logic [3:0] OP_WRITE_ROW = 4'd1;
    localparam logic [3:0] OP_ERASE_ROW = 4'd2;
    localparam logic [3:0] OP_READ_ROW = 4'd3;
    localparam logic [3:0] OP_READ_OCCUPIED = 4'd4;
    localparam logic [3:0] OP_REBUILD = 4'd5;

    localparam int ROW_WORDS = 24;  // words of `data`

    localparam logic [4:0] TABLE_INTERFACE = 5'd0;
    localparam int ROW_INTERFACE_WIDTH = 352;  // bits of a row
    localparam int ROW_INTERFACE_WORDS = 11;
    localparam logic [351:0] ROW_INTERFACE_FIELDS = 352'hffffffffffffffffffffffffffffffffffffffff0000ffffffffffff0000ffffffffffffffff0001ffffffff;
    localparam int ROW_INTERFACE_COOKIE_LSB = 0;
    localparam int ROW_INTERFACE_COOKIE_WIDTH = 32;
    localparam int ROW_INTERFACE_ANY_LSB = 32;
    localparam int ROW_INTERFACE_ANY_WIDTH = 1;
    localparam int ROW_INTERFACE_COUNTER_LSB = 48;
    localparam int ROW_INTERFACE_COUNTER_WIDTH = 16;
    localparam int ROW_INTERFACE_MAC_LSB = 64;
    localparam int ROW_INTERFACE_MAC_WIDTH = 48;
    localparam int ROW_INTERFACE_SOURCE_MAC_LSB = 128;
    localparam int ROW_INTERFACE_SOURCE_MAC_WIDTH = 48;
    localparam int ROW_INTERFACE_IPV4_LSB = 192;
    localparam int ROW_INTERFACE_IPV4_WIDTH = 32;
    localparam int ROW_INTERFACE_IPV6_LSB = 224;
    localparam int ROW_INTERFACE_IPV6_WIDTH = 128;

    localparam logic [4:0] TABLE_SESSION = 5'd1;
    localparam int ROW_SESSION_WIDTH = 144;  // bits of a row
    localparam int ROW_SESSION_WORDS = 5;
    localparam logic [159:0] ROW_SESSION_FIELDS = 160'hffff00ffffff00ffffffffffffffffffffff;
    localparam int ROW_SESSION_COOKIE_LSB = 0;
    localparam int ROW_SESSION_COOKIE_WIDTH = 32;
    localparam int ROW_SESSION_FILTER_LSB = 32;
    localparam int ROW_SESSION_FILTER_WIDTH = 16;
    localparam int ROW_SESSION_COUNTER_LSB = 48;
    localparam int ROW_SESSION_COUNTER_WIDTH = 16;
    localparam int ROW_SESSION_FIRST_ADDRESS_LSB = 64;
    localparam int ROW_SESSION_FIRST_ADDRESS_WIDTH = 16;
    localparam int ROW_SESSION_ADDRESS_COUNT_LSB = 80;
    localparam int ROW_SESSION_ADDRESS_COUNT_WIDTH = 8;
    localparam int ROW_SESSION_VNI_LSB = 96;
    localparam int ROW_SESSION_VNI_WIDTH = 24;
    localparam int ROW_SESSION_KEEP_LSB = 128;
    localparam int ROW_SESSION_KEEP_WIDTH = 16;

    localparam logic [4:0] TABLE_FILTER = 5'd2;
    localparam int ROW_FILTER_WIDTH = 49;  // bits of a row
    localparam int ROW_FILTER_WORDS = 2;
    localparam logic [63:0] ROW_FILTER_FIELDS = 64'h1ffffffffffff;
    localparam int ROW_FILTER_COOKIE_LSB = 0;
    localparam int ROW_FILTER_COOKIE_WIDTH = 32;
    localparam int ROW_FILTER_SLOT_LSB = 32;
    localparam int ROW_FILTER_SLOT_WIDTH = 16;
    localparam int ROW_FILTER_AMAZON_DNS_LSB = 48;
    localparam int ROW_FILTER_AMAZON_DNS_WIDTH = 1;

    localparam logic [4:0] TABLE_TARGET = 5'd3;
    localparam int ROW_TARGET_WIDTH = 256;  // bits of a row
    localparam int ROW_TARGET_WORDS = 8;
    localparam logic [255:0] ROW_TARGET_FIELDS = 256'hffffffffffffffffffffffffffffffff0000ffffffffffff00000001ffffffff;
    localparam int ROW_TARGET_COOKIE_LSB = 0;
    localparam int ROW_TARGET_COOKIE_WIDTH = 32;
    localparam int ROW_TARGET_V6_LSB = 32;
    localparam int ROW_TARGET_V6_WIDTH = 1;
    localparam int ROW_TARGET_MAC_LSB = 64;
    localparam int ROW_TARGET_MAC_WIDTH = 48;
    localparam int ROW_TARGET_ADDRESS_LSB = 128;
    localparam int ROW_TARGET_ADDRESS_WIDTH = 128;

    localparam logic [4:0] TABLE_NEVER_COPIED = 5'd4;
    localparam int ROW_NEVER_COPIED_WIDTH = 224;  // bits of a row
    localparam int ROW_NEVER_COPIED_WORDS = 7;
    localparam logic [223:0] ROW_NEVER_COPIED_FIELDS = 224'hffffffffffffffffffffffffffffffff0000ffff00ff0007ffffffff;
    localparam int ROW_NEVER_COPIED_COOKIE_LSB = 0;
    localparam int ROW_NEVER_COPIED_COOKIE_WIDTH = 32;
    localparam int ROW_NEVER_COPIED_V6_LSB = 32;
    localparam int ROW_NEVER_COPIED_V6_WIDTH = 1;
    localparam int ROW_NEVER_COPIED_MATCH_ADDRESS_LSB = 33;
    localparam int ROW_NEVER_COPIED_MATCH_ADDRESS_WIDTH = 1;
    localparam int ROW_NEVER_COPIED_MATCH_PORT_LSB = 34;
    localparam int ROW_NEVER_COPIED_MATCH_PORT_WIDTH = 1;
    localparam int ROW_NEVER_COPIED_PROTOCOL_LSB = 48;
    localparam int ROW_NEVER_COPIED_PROTOCOL_WIDTH = 8;
    localparam int ROW_NEVER_COPIED_PORT_LSB = 64;
    localparam int ROW_NEVER_COPIED_PORT_WIDTH = 16;
    localparam int ROW_NEVER_COPIED_ADDRESS_LSB = 96;
    localparam int ROW_NEVER_COPIED_ADDRESS_WIDTH = 128;

    localparam logic [4:0] TABLE_RESOLVER = 5'd5;
    localparam int ROW_RESOLVER_WIDTH = 224;  // bits of a row
    localparam int ROW_RESOLVER_WORDS = 7;
    localparam logic [223:0] ROW_RESOLVER_FIELDS = 224'hffffffffffffffffffffffffffffffff0000000000000001ffffffff;
    localparam int ROW_RESOLVER_COOKIE_LSB = 0;
    localparam int ROW_RESOLVER_COOKIE_WIDTH = 32;
    localparam int ROW_RESOLVER_V6_LSB = 32;
    localparam int ROW_RESOLVER_V6_WIDTH = 1;
    localparam int ROW_RESOLVER_ADDRESS_LSB = 96;
    localparam int ROW_RESOLVER_ADDRESS_WIDTH = 128;

    localparam logic [4:0] TABLE_INGRESS_RANGE = 5'd6;
    localparam int ROW_INGRESS_RANGE_WIDTH = 96;  // bits of a row
    localparam int ROW_INGRESS_RANGE_WORDS = 3;
    localparam logic [95:0] ROW_INGRESS_RANGE_FIELDS = 96'hffffffff00000001ffffffff;
    localparam int ROW_INGRESS_RANGE_COOKIE_LSB = 0;
    localparam int ROW_INGRESS_RANGE_COOKIE_WIDTH = 32;
    localparam int ROW_INGRESS_RANGE_DESTINATION_LSB = 32;
    localparam int ROW_INGRESS_RANGE_DESTINATION_WIDTH = 1;
    localparam int ROW_INGRESS_RANGE_FROM_LSB = 64;
    localparam int ROW_INGRESS_RANGE_FROM_WIDTH = 16;
    localparam int ROW_INGRESS_RANGE_TO_LSB = 80;
    localparam int ROW_INGRESS_RANGE_TO_WIDTH = 16;

    localparam logic [4:0] TABLE_EGRESS_RANGE = 5'd7;

    localparam logic [4:0] TABLE_INGRESS_RULE = 5'd8;
    localparam int ROW_INGRESS_RULE_WIDTH = 768;  // bits of a row
    localparam int ROW_INGRESS_RULE_WORDS = 24;
    localparam logic [767:0] ROW_INGRESS_RULE_FIELDS = 768'hffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0001ffffffff;
    localparam int ROW_INGRESS_RULE_COOKIE_LSB = 0;
    localparam int ROW_INGRESS_RULE_COOKIE_WIDTH = 32;
    localparam int ROW_INGRESS_RULE_ACCEPT_LSB = 32;
    localparam int ROW_INGRESS_RULE_ACCEPT_WIDTH = 1;
    localparam int ROW_INGRESS_RULE_COUNTER_LSB = 48;
    localparam int ROW_INGRESS_RULE_COUNTER_WIDTH = 16;
    localparam int ROW_INGRESS_RULE_VALUE_LSB = 64;
    localparam int ROW_INGRESS_RULE_VALUE_WIDTH = 352;
    localparam int ROW_INGRESS_RULE_MASK_LSB = 416;
    localparam int ROW_INGRESS_RULE_MASK_WIDTH = 352;

    localparam logic [4:0] TABLE_EGRESS_RULE = 5'd9;

    localparam int KEY_SOURCE_LSB = 0;
    localparam int KEY_DESTINATION_LSB = 128;
    localparam int KEY_PROTOCOL_LSB = 256;
    localparam int KEY_V6_LSB = 264;
    localparam int KEY_PORTS_KNOWN_LSB = 265;
    localparam int KEY_SOURCE_PORT_LSB = 266;
    localparam int KEY_DESTINATION_PORT_LSB = 282;
    localparam int KEY_RANGE_LSB = 298;

    localparam logic [3:0] COUNTERS_INTERFACE = 4'd0;  // kind of counter row
    localparam int COUNTERS_INTERFACE_COUNT = 6;  // counters of a row
    localparam int COUNT_INTERFACE_JUDGED = 0;
    localparam int COUNT_INTERFACE_NOT_COPIED = 1;
    localparam int COUNT_INTERFACE_COPIED = 2;
    localparam int COUNT_INTERFACE_DROPPED = 3;
    localparam int COUNT_INTERFACE_TRUNCATED = 4;
    localparam int COUNT_INTERFACE_KEPT_BYTES = 5;
    localparam logic [3:0] COUNTERS_SESSION = 4'd1;  // kind of counter row
    localparam int COUNTERS_SESSION_COUNT = 4;  // counters of a row
    localparam int COUNT_SESSION_COPIED = 0;
    localparam int COUNT_SESSION_KEPT_BYTES = 1;
    localparam int COUNT_SESSION_TRUNCATED = 2;
    localparam int COUNT_SESSION_DROPPED = 3;
    localparam logic [3:0] COUNTERS_RULE = 4'd2;  // kind of counter row
    localparam int COUNTERS_RULE_COUNT = 1;  // counters of a row
    localparam int COUNT_RULE_HITS = 0;
    localparam int COUNTERS_PORT_COUNT = 4;  // counters of a row
    localparam int COUNT_PORT_FRAMES = 0;
    localparam int COUNT_PORT_BYTES = 1;
    localparam int COUNT_PORT_UNOWNED = 2;
    localparam int COUNT_PORT_BAD = 3;

endpackage
`default_nettype wire
