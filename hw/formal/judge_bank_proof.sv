// SPDX-License-Identifier: Apache-2.0
// tain_judge, I4: whichever table is read for a frame, at whatever clock, is read in the bank of the frame's window; and
// when the bank has stood for 32 clocks, nothing looks at the other any more. That a table read in a bank gives what was
// written there is the tables' own proof. Sizes as small as they get: nothing here depends on them.
`default_nettype none
module judge_bank_proof (
    input wire          clk,
    input wire          rst,
    input wire          bank,
    input wire          window_valid,
    input wire [1023:0] window,
    input wire [7:0]    window_bytes
);
    tain_pkg::row_command_t command;
    assign command = '0;
    wire [31:0] answer;
    wire row_busy, rebuilding, judgement_valid, hit;
    wire [15:0] hit_counter;
    tain_pkg::judgement_t judgement;
    tain_judge #(.INTERFACES(2), .SESSIONS_PER_INTERFACE(1), .FILTERS(2), .RULE_SLOTS(2), .RULES_PER_FILTER(2), .TARGETS(2),
                 .ADDRESSES_PER_TARGET(2), .NEVER_COPIED(2), .RESOLVERS(2), .RANGE_CHECKERS(2)) dut (
        .clk, .rst, .bank, .command, .answer, .rebuild(1'b0), .row_busy, .rebuilding, .window_valid, .window, .window_bytes,
        .judgement_valid, .judgement, .hit, .hit_counter);
    first_reset resets (.clk, .rst);

    // Of the last clocks, the latest lowest: the bank, and whether a window came.
    logic [31:0] banks_q = '0, windows_q = '0;
    logic [5:0] age_q = '0;
    always_ff @(posedge clk) begin
        banks_q <= {banks_q[30:0], bank};
        windows_q <= rst ? '0 : {windows_q[30:0], window_valid};
        if (age_q != 6'd32) age_q <= age_q + 1'b1;
    end

    // Each table's reads, by the clock of tain_judge's header at which they are made.
    (* hierconn *) wire \dut.interfaces.lookup_bank ;
    (* hierconn *) wire \dut.ranges.next_bank ;
    (* hierconn *) wire \dut.ranges.bank_of_four ;
    (* hierconn *) wire \dut.classes.headers_bank ;
    (* hierconn *) wire \dut.sessions.list_bank ;
    (* hierconn *) wire \dut.filters.lookup_bank ;
    (* hierconn *) wire \dut.sessions.chosen_bank ;
    (* hierconn *) wire \dut.targets.spread_bank ;
    (* hierconn *) wire \dut.targets.bank_q ;
    (* hierconn *) wire \dut.targets.row_bank ;
    (* hierconn *) wire \dut.interfaces.read_bank ;
    wire [1:0] target_bank = {\dut.targets.row_bank , \dut.targets.bank_q };
    wire [9:0] reads = {\dut.interfaces.lookup_bank , \dut.ranges.next_bank , \dut.ranges.bank_of_four ,
                        \dut.classes.headers_bank ,
                        \dut.sessions.list_bank , \dut.filters.lookup_bank , \dut.sessions.chosen_bank ,
                        \dut.targets.spread_bank , target_bank[1], \dut.interfaces.read_bank };
    wire [9:0] expected = {bank, banks_q[7], banks_q[9], banks_q[8], banks_q[10], banks_q[11], banks_q[16], banks_q[18],
                           banks_q[20], banks_q[20]};
    wire stood = banks_q == {32{bank}};
    always_comb begin
        if (age_q >= 6'd21) assert (reads == expected);
        if (age_q == 6'd32 && stood) assert (reads == {10{bank}});
        if (!rst && age_q != '0) assert (judgement_valid == windows_q[22]);
        assert (age_q <= 6'd32);
        cover (age_q == 6'd32 && banks_q[22:0] == 23'h400000 && !bank && judgement_valid);
    end
    (* hierconn *) wire [22:0] \dut.valid_q ;
    (* hierconn *) wire [19:0] \dut.bank_q ;
    wire [19:0] dut_banks = \dut.bank_q ;
    always_comb if (!rst && age_q != '0) assert (\dut.valid_q == windows_q[22:0]);
    for (genvar i = 0; i < 20; i++) begin : g_bank
        always_comb if (age_q > 6'(i)) assert (dut_banks[i] == banks_q[i]);
    end
    always_comb if (age_q >= 6'd21) assert (target_bank == banks_q[20:19]);
endmodule
`default_nettype wire
