// SPDX-License-Identifier: Apache-2.0
// The flow hash (design 2.10): CRC-32C over the smaller endpoint, the larger endpoint and the protocol, the same for
// both directions of a flow.
//
// Promises: the hash three clocks after the headers, one a clock (LATENCY = 3).
// A CRC is linear. So each endpoint's part is computed as if the endpoint came second, while the endpoints are
//   compared; then the part of the smaller one is moved to the front. Only 32 bits of each wait for the comparison.
`default_nettype none
module tain_flow_hash (
    input  wire                clk,
    input  wire                headers_valid,
    input  wire tain_pkg::headers_t headers,
    output logic [31:0]        hash
);
    localparam logic [31:0] CASTAGNOLI = 32'h82f63b78;  // reflected
    localparam int ENDPOINT = 18 * 8;
    localparam int PROTOCOL = 8;

    // The state of a CRC one bit later, when that bit is 0.
    function automatic logic [31:0] step(input logic [31:0] state);
        step = (state >> 1) ^ (state[0] ? CASTAGNOLI : 32'd0);
    endfunction

    // Which of an endpoint's bits, the protocol behind it, bit k of the CRC is the XOR of. Bytes count from the one
    // sent first, which is the most significant; of a byte the least significant bit counts first.
    function automatic logic [ENDPOINT-1:0] of_endpoint(input int k);
        logic [31:0] state;
        state = 32'd1;
        for (int i = 0; i < PROTOCOL; i++) state = step(state);
        for (int bit_number = ENDPOINT - 1; bit_number >= 0; bit_number--) begin
            state = step(state);  // what a 1 in this bit has become at the end
            of_endpoint[ENDPOINT - 8 - (bit_number / 8) * 8 + bit_number % 8] = state[k];
        end
    endfunction

    function automatic logic [PROTOCOL-1:0] of_protocol(input int k);
        logic [31:0] state;
        state = 32'd1;
        for (int i = PROTOCOL - 1; i >= 0; i--) begin
            state = step(state);
            of_protocol[i] = state[k];
        end
    endfunction

    // Which bits of a state bit k of the state ENDPOINT bits later is the XOR of. What begins in bit i has come to bit
    // 0 after i steps.
    function automatic logic [31:0] moved(input int k);
        logic [31:0] state;
        state = 32'd1;
        for (int steps = 1; steps <= ENDPOINT; steps++) begin
            state = step(state);
            if (ENDPOINT - steps < 32) moved[ENDPOINT - steps] = state[k];
        end
    endfunction

    // What all-ones at the start and the inversion at the end make of the CRC of zeros.
    function automatic logic [31:0] of_zeros(input logic [31:0] start);
        of_zeros = start;
        for (int i = 0; i < 2 * ENDPOINT + PROTOCOL; i++) of_zeros = step(of_zeros);
        of_zeros = ~of_zeros;
    endfunction
    localparam logic [31:0] ZEROS = of_zeros(32'hffffffff);

    // An endpoint: address and port, the byte sent first most significant, so that it compares as a number.
    wire [ENDPOINT-1:0] source = {headers.source, headers.source_port};
    wire [ENDPOINT-1:0] destination = {headers.destination, headers.destination_port};

    // First clock: the parts, and how the endpoints compare, a quarter at a time.
    localparam int QUARTER = ENDPOINT / 4;
    logic [1:0] valid_q;
    logic [31:0] source_q, destination_q, protocol_q;
    logic [3:0] less_q;   // the quarters of the source, the most significant highest
    logic [3:1] equal_q;
    always_ff @(posedge clk) begin
        valid_q <= {valid_q[0], headers_valid};
        if (headers_valid)
            for (int i = 0; i < 4; i++) begin
                less_q[i] <= source[i*QUARTER +: QUARTER] < destination[i*QUARTER +: QUARTER];
                if (i != 0) equal_q[i] <= source[i*QUARTER +: QUARTER] == destination[i*QUARTER +: QUARTER];
            end
    end
    for (genvar k = 0; k < 32; k++) begin : g_part
        localparam logic [ENDPOINT-1:0] ENDPOINT_BITS = of_endpoint(k);
        localparam logic [PROTOCOL-1:0] PROTOCOL_BITS = of_protocol(k);
        always_ff @(posedge clk)
            if (headers_valid) begin
                source_q[k] <= ^(source & ENDPOINT_BITS);
                destination_q[k] <= ^(destination & ENDPOINT_BITS);
                protocol_q[k] <= ^(headers.protocol & PROTOCOL_BITS);
            end
    end

    // Second clock: which endpoint comes first; what is known of the rest. Third: the first one's part moved there.
    wire source_first = less_q[3] || (equal_q[3] && (less_q[2] || (equal_q[2] && (less_q[1] || (equal_q[1]
        && less_q[0])))));
    logic [31:0] front_q, rest_q;
    always_ff @(posedge clk)
        if (valid_q[0]) begin
            front_q <= source_first ? source_q : destination_q;
            rest_q <= (source_first ? destination_q : source_q) ^ protocol_q ^ ZEROS;
        end
    for (genvar k = 0; k < 32; k++) begin : g_bit
        localparam logic [31:0] FRONT_BITS = moved(k);
        always_ff @(posedge clk) if (valid_q[1]) hash[k] <= ^(front_q & FRONT_BITS) ^ rest_q[k];
    end
endmodule
`default_nettype wire
