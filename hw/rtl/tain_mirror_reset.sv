// SPDX-License-Identifier: Apache-2.0
// Resets the mirror of one port without touching production (design 4): lets a copy that is half sent end first.
//
// Promises: while `wanted`: `pause`; then, when no copy is under way, `mirror_rst` for 32 clocks, which is longer than
//   any pipeline of the mirror; then `done` until `wanted` falls. `rst` resets the mirror at once; `pause` stays for two
//   clocks after it, until it has reached the copies that wait.
// Needs: `wanted` low in the clock after `rst` and else until `done` (tain_control), and no copy begun under `pause`
//   (tain_merge).
`default_nettype none
module tain_mirror_reset (
    input  wire  clk,
    input  wire  rst,
    input  wire  wanted,
    input  wire  copy_under_way,
    output logic pause,
    output logic mirror_rst,
    output logic done
);
    logic settling_q;
    always_ff @(posedge clk) begin
        settling_q <= rst;
        pause <= rst || settling_q || wanted;
    end

    logic [5:0] count_q;
    always_ff @(posedge clk)
        if (rst) begin
            mirror_rst <= 1'b1;
            done <= 1'b0;
            count_q <= '0;
        end else if (!wanted) begin
            mirror_rst <= 1'b0;
            done <= 1'b0;
            count_q <= '0;
        end else begin
            // `pause` must have been seen for a clock before `copy_under_way` can be believed.
            if (count_q < 6'd2) count_q <= count_q + 6'd1;
            else if (count_q < 6'd34) begin
                if (!copy_under_way || mirror_rst) begin
                    mirror_rst <= 1'b1;
                    count_q <= count_q + 6'd1;
                end
            end else begin
                mirror_rst <= 1'b0;
                done <= 1'b1;
            end
        end
endmodule
`default_nettype wire
