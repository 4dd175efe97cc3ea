# SPDX-License-Identifier: Apache-2.0
# Makes Verilated NICs and puts them into a library, each behind the same C++ interface (src/nic_model.hpp).
find_program(VERILATOR verilator REQUIRED)
execute_process(COMMAND ${VERILATOR} --getenv VERILATOR_ROOT OUTPUT_VARIABLE VERILATOR_ROOT OUTPUT_STRIP_TRAILING_WHITESPACE)
set(VERILATOR_INCLUDE ${VERILATOR_ROOT}/include)

# Verilator's own C++, compiled once for all models. Its style is its own: no warnings asked for.
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)
add_library(tain_verilated_runtime STATIC ${VERILATOR_INCLUDE}/verilated.cpp ${VERILATOR_INCLUDE}/verilated_threads.cpp
                                          ${VERILATOR_INCLUDE}/verilated_fst_c.cpp ${VERILATOR_INCLUDE}/verilated_save.cpp)
target_include_directories(tain_verilated_runtime SYSTEM PUBLIC ${VERILATOR_INCLUDE} ${VERILATOR_INCLUDE}/vltstd)
target_compile_definitions(tain_verilated_runtime PUBLIC VM_COVERAGE=0 VM_SC=0 VM_TRACE=1 VM_TRACE_FST=1 VM_TRACE_VCD=0)
target_compile_options(tain_verilated_runtime PRIVATE -O3 -w)
if(NOT TAIN_SIM_WIDTHS)  # for NICs in shared libraries
    set_target_properties(tain_verilated_runtime PROPERTIES POSITION_INDEPENDENT_CODE ON)
endif()
target_link_libraries(tain_verilated_runtime PUBLIC ZLIB::ZLIB Threads::Threads)

file(GLOB_RECURSE TAIN_RTL_SOURCES CONFIGURE_DEPENDS ${TAIN_RTL}/*.sv ${TAIN_RTL}/*.vlt)

if(CCACHE)
    set(TAIN_OBJCACHE ${CCACHE})
endif()
# A fuzzer looks for inputs that reach new branches of the RTL, too.
if(TAIN_FUZZ)
    set(TAIN_MODEL_FLAGS USER_CPPFLAGS=-fsanitize-coverage=inline-8bit-counters,pc-table)
endif()
set(model_makefile ${CMAKE_CURRENT_SOURCE_DIR}/cmake/model.mk)

# tain_verilate(LIBRARY SIZE name WIDTH bits PORTS count [PARAMETERS -GNAME=value...] [FLAGS flag...] [OPTIMIZATION flag])
# FLAGS are further ones of Verilator; OPTIMIZATION is the C++ compiler's, where the usual one (model.mk) won't do.
function(tain_verilate library)
    cmake_parse_arguments(NIC "" "SIZE;WIDTH;PORTS;OPTIMIZATION" "PARAMETERS;FLAGS" ${ARGN})
    set(NAME ${NIC_SIZE}_${NIC_WIDTH})
    set(PREFIX Vtain_${NAME})
    set(directory ${CMAKE_CURRENT_BINARY_DIR}/verilated/${NAME})
    set(optimization ${NIC_OPTIMIZATION})
    list(TRANSFORM optimization PREPEND OPTIMIZATION=)
    set(archive ${directory}/${PREFIX}__ALL.a)
    # make's words go to a log, shown only where something fails.
    add_custom_command(
        OUTPUT ${archive} ${directory}/${PREFIX}.h
        COMMAND sh -c "\"$@\" > \"$0\" 2>&1 || { cat \"$0\"; false; }" ${directory}.log
                ${VERILATOR} --cc -O3 -Wall --trace-fst --top-module tain_nic --prefix ${PREFIX} --Mdir ${directory}
                -GDATA_WIDTH=${NIC_WIDTH} ${NIC_PARAMETERS} ${NIC_FLAGS} -F ${TAIN_RTL}/tain.f
        COMMAND sh -c "\"$@\" > \"$0\" 2>&1 || { cat \"$0\"; false; }" ${directory}.log
                make -C ${directory} -f ${PREFIX}.mk -f ${model_makefile} CXX=${TAIN_MODEL_COMPILER}
                OBJCACHE=${TAIN_OBJCACHE} ${TAIN_MODEL_FLAGS} ${optimization} VM_PARALLEL_BUILDS=1 ${PREFIX}__ALL.a
        # Verilator leaves files alone that need no change; they are up to date all the same.
        COMMAND ${CMAKE_COMMAND} -E touch ${archive} ${directory}/${PREFIX}.h
        DEPENDS ${TAIN_RTL}/tain.f ${TAIN_RTL_SOURCES} ${model_makefile}
        COMMENT "Verilating the ${NIC_SIZE} NIC, ${NIC_WIDTH} bits wide"
        VERBATIM)
    configure_file(src/nic_model.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/nic_model_${NAME}.cpp @ONLY)

    # The models and what calls them are one library each, so that the archives need no order of their own.
    add_custom_target(tain_verilate_${NAME} DEPENDS ${archive} ${directory}/${PREFIX}.h)
    add_library(tain_nic_${NAME} STATIC ${CMAKE_CURRENT_BINARY_DIR}/nic_model_${NAME}.cpp)
    add_dependencies(tain_nic_${NAME} tain_verilate_${NAME})
    target_include_directories(tain_nic_${NAME} PRIVATE src include)
    target_include_directories(tain_nic_${NAME} SYSTEM PRIVATE ${directory})
    target_link_libraries(tain_nic_${NAME} PRIVATE ${archive} tain_verilated_runtime tain_warnings tain::tain)
    target_link_libraries(${library} PRIVATE tain_nic_${NAME})

    set_property(TARGET ${library} APPEND_STRING PROPERTY TAIN_DECLARATIONS
                 "std::unique_ptr<NicModel> make_${NAME}(bool with_wave, std::uint32_t initial);\n")
    set_property(TARGET ${library} APPEND_STRING PROPERTY TAIN_ENTRIES
                 "        NicModelEntry{NicSize::${NIC_SIZE}, ${NIC_WIDTH}, ${NIC_PORTS}, make_${NAME}},\n")
endfunction()

# Writes the list of the library's NICs; call it after the last tain_verilate.
function(tain_list_nic_models library)
    get_target_property(DECLARATIONS ${library} TAIN_DECLARATIONS)
    get_target_property(ENTRIES ${library} TAIN_ENTRIES)
    configure_file(src/nic_models.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/nic_models.cpp @ONLY)
    target_sources(${library} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/nic_models.cpp)
endfunction()
