// SPDX-License-Identifier: Apache-2.0
// Lets copies out between the frames of production. Promises: production in order and unchanged, side-band included,
// one beat a clock, at most two clocks later while no copy is under way; while a production beat waits no copy is
// newly offered, so production waits at most for the rest of one copy; packets are never mixed. m_axis is registered,
// tuser_copy tells a copy, and only copies have a length (the exact one, from the first beat on) and a direction.
//
// Lives in the whole NIC's reset: production survives a reset of the mirror. Whoever resets the mirror sets `pause`
// and waits for copy_under_way to be 0: then no copy is half sent, and none is begun while pause stays.
`default_nettype none
module tain_merge #(
    parameter int DATA_WIDTH = 512,
    parameter int TUSER_WIDTH = 1,
    parameter logic [TUSER_WIDTH-1:0] COPY_TUSER = '0,
    localparam int BYTES = DATA_WIDTH / 8
) (
    input  wire                    clk,
    input  wire                    rst,
    input  wire                    pause,
    output logic                   copy_under_way,

    input  wire  [DATA_WIDTH-1:0]  s_axis_tdata,
    input  wire  [BYTES-1:0]       s_axis_tkeep,
    input  wire                    s_axis_tvalid,
    output logic                   s_axis_tready,
    input  wire                    s_axis_tlast,
    input  wire  [TUSER_WIDTH-1:0] s_axis_tuser,
    input  wire                    s_axis_tuser_error,

    input  wire                    copy_valid,
    output logic                   copy_ready,
    input  wire  [DATA_WIDTH-1:0]  copy_data,
    input  wire  [BYTES-1:0]       copy_keep,
    input  wire                    copy_last,
    input  wire  [15:0]            copy_length,
    input  wire                    copy_direction,

    output logic [DATA_WIDTH-1:0]  m_axis_tdata,
    output logic [BYTES-1:0]       m_axis_tkeep,
    output logic                   m_axis_tvalid,
    input  wire                    m_axis_tready,
    output logic                   m_axis_tlast,
    output logic [TUSER_WIDTH-1:0] m_axis_tuser,
    output logic                   m_axis_tuser_error,
    output logic                   m_axis_tuser_copy,
    output logic                   m_axis_tuser_direction,
    output logic [15:0]            m_axis_tuser_length
);
    logic [DATA_WIDTH-1:0] data;
    logic [BYTES-1:0] keep;
    logic [TUSER_WIDTH-1:0] tuser;
    logic valid, last, error;
    logic in_production_q, in_copy_q;  // in the middle of a frame of production, of a copy
    wire advance = m_axis_tready || !m_axis_tvalid;
    wire copy_may_start = !in_production_q && !valid && !s_axis_tvalid && !pause;
    wire take_production = advance && !in_copy_q && valid;
    wire take_copy = copy_valid && copy_ready;

    assign copy_ready = advance && (in_copy_q || copy_may_start);
    assign copy_under_way = in_copy_q;

    tain_spill #(.WIDTH(DATA_WIDTH + BYTES + TUSER_WIDTH + 2)) production (
        .clk, .rst,
        .s_valid(s_axis_tvalid), .s_ready(s_axis_tready),
        .s_data({s_axis_tdata, s_axis_tkeep, s_axis_tuser, s_axis_tuser_error, s_axis_tlast}),
        .m_valid(valid), .m_ready(advance && !in_copy_q), .m_data({data, keep, tuser, error, last})
    );

    always_ff @(posedge clk) begin
        if (rst) begin
            m_axis_tvalid <= 1'b0;
            in_production_q <= 1'b0;
            in_copy_q <= 1'b0;
        end else begin
            if (advance) m_axis_tvalid <= take_production || take_copy;
            if (take_production) in_production_q <= !last;
            if (take_copy) in_copy_q <= !copy_last;
        end
        if (take_copy) begin
            m_axis_tdata <= copy_data;
            m_axis_tkeep <= copy_keep;
            m_axis_tlast <= copy_last;
            m_axis_tuser <= COPY_TUSER;
            m_axis_tuser_error <= 1'b0;
            m_axis_tuser_copy <= 1'b1;
            m_axis_tuser_direction <= copy_direction;
            m_axis_tuser_length <= copy_length;
        end else if (take_production) begin
            m_axis_tdata <= data;
            m_axis_tkeep <= keep;
            m_axis_tlast <= last;
            m_axis_tuser <= tuser;
            m_axis_tuser_error <= error;
            m_axis_tuser_copy <= 1'b0;
            m_axis_tuser_direction <= 1'b0;
            m_axis_tuser_length <= '0;
        end
    end

`ifndef SYNTHESIS
    always_ff @(posedge clk) if (!rst) begin
        assert (!(take_production && take_copy));
        assert (!(in_production_q && in_copy_q));
    end
`endif
endmodule
`default_nettype wire
