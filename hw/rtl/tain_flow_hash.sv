// SPDX-License-Identifier: Apache-2.0
// The flow hash (design 2.10): CRC-32C over the smaller endpoint, the larger endpoint and the protocol, the same for
// both directions of a flow.
//
// Promises: the hash three clocks after the headers, one a clock (LATENCY = 3).
`default_nettype none
module tain_flow_hash (
    input  wire                clk,
    input  wire                headers_valid,
    input  wire tain_pkg::headers_t headers,
    output logic [31:0]        hash
);
    localparam int BITS = 37 * 8;
    localparam logic [31:0] CASTAGNOLI = 32'h82f63b78;  // reflected

    // CRC is linear: bit `k` of the result is the XOR of the message bits that this mask selects (bit t of the
    // message is the t-th to be sent: bytes in order, least significant bit first).
    function automatic logic [BITS-1:0] selected_by(input int k);
        logic [31:0] contribution;
        contribution = CASTAGNOLI;  // what the last bit does
        for (int t = BITS - 1; t >= 0; t--) begin
            selected_by[t] = contribution[k];
            contribution = (contribution >> 1) ^ (contribution[0] ? CASTAGNOLI : 32'd0);
        end
    endfunction

    // An endpoint: address and port, the byte sent first most significant, so that it compares as a number.
    wire [143:0] source = {headers.source, headers.source_port};
    wire [143:0] destination = {headers.destination, headers.destination_port};

    // First clock: which endpoint is smaller. Second: the message. Third: its CRC.
    logic [1:0] valid_q;
    logic source_first_q;
    logic [143:0] source_q, destination_q;
    logic [7:0] protocol_q;
    logic [BITS-1:0] message_q;  // byte i is [8*i +: 8]
    wire [BITS-1:0] big_endian = source_first_q ? {source_q, destination_q, protocol_q}
        : {destination_q, source_q, protocol_q};
    always_ff @(posedge clk) begin
        valid_q <= {valid_q[0], headers_valid};
        if (headers_valid) begin
            source_first_q <= source < destination;
            source_q <= source;
            destination_q <= destination;
            protocol_q <= headers.protocol;
        end
        if (valid_q[0])
            for (int i = 0; i < 37; i++) message_q[8*i +: 8] <= big_endian[BITS-8-8*i +: 8];
    end
    // Starting from all ones is the same as inverting the first 32 bits of the message.
    wire [BITS-1:0] message = message_q ^ {{BITS-32{1'b0}}, {32{1'b1}}};
    for (genvar k = 0; k < 32; k++) begin : g_bit
        localparam logic [BITS-1:0] SELECTED = selected_by(k);
        always_ff @(posedge clk) if (valid_q[1]) hash[k] <= !(^(message & SELECTED));
    end
endmodule
`default_nettype wire
