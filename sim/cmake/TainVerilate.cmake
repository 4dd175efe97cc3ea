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

# A model that is compiled by its own profile is a third faster and more: most of what a NIC could do in a clock it does
# not, and the rest then stands together. That takes clang, and its program that reads profiles.
find_program(LLVM_PROFDATA NAMES llvm-profdata llvm-profdata-14)
execute_process(COMMAND ${TAIN_MODEL_COMPILER} -print-file-name=libclang_rt.profile-${CMAKE_SYSTEM_PROCESSOR}.a
                OUTPUT_VARIABLE TAIN_PROFILE_RUNTIME OUTPUT_STRIP_TRAILING_WHITESPACE)
set(TAIN_CAN_TRAIN OFF)
if(LLVM_PROFDATA AND EXISTS "${TAIN_PROFILE_RUNTIME}" AND NOT TAIN_SANITIZE)
    set(TAIN_CAN_TRAIN ON)
elseif(TAIN_SIM_WIDTHS AND NOT TAIN_SANITIZE)
    message(STATUS "No NIC is compiled by its profile, which takes clang, its runtime library for profiles and llvm-profdata")
endif()

# tain_make(OUTPUT file DIRECTORY directory PREFIX prefix OPTIMIZATION flags... DEPENDS files...): compiles what Verilator
# wrote there, into the archive `file`.
function(tain_make)
    cmake_parse_arguments(MADE "" "OUTPUT;DIRECTORY;PREFIX" "OPTIMIZATION;DEPENDS" ${ARGN})
    list(JOIN MADE_OPTIMIZATION " " optimization)
    if(optimization)
        set(optimization "OPTIMIZATION=${optimization}")
    endif()
    set(archive ${MADE_DIRECTORY}/${MADE_PREFIX}__ALL.a)
    set(copy COMMAND ${CMAKE_COMMAND} -E copy ${archive} ${MADE_OUTPUT})
    if(archive STREQUAL MADE_OUTPUT)
        set(copy COMMAND ${CMAKE_COMMAND} -E touch ${archive})  # up to date, though make may have had nothing to do
    endif()
    add_custom_command(
        OUTPUT ${MADE_OUTPUT}
        # make's words go to a log, shown only where something fails.
        COMMAND sh -c "\"$@\" > \"$0\" 2>&1 || { cat \"$0\"; false; }" ${MADE_DIRECTORY}.log
                make -C ${MADE_DIRECTORY} -f ${MADE_PREFIX}.mk -f ${model_makefile} CXX=${TAIN_MODEL_COMPILER}
                OBJCACHE=${TAIN_OBJCACHE} ${TAIN_MODEL_FLAGS} ${optimization} VM_PARALLEL_BUILDS=1 ${MADE_PREFIX}__ALL.a
        ${copy}
        DEPENDS ${MADE_DIRECTORY}/${MADE_PREFIX}.h ${model_makefile} ${MADE_DEPENDS}
        COMMENT "Compiling ${MADE_OUTPUT}"
        VERBATIM)
endfunction()

# tain_train(DIRECTORY directory PREFIX prefix NAME name PROFILE file): a NIC that counts what it does is trained
# (src/train_nic.cpp), and leaves its profile. Its lines in the list of NICs are its caller's `declaration` and `entry`.
function(tain_train)
    cmake_parse_arguments(TRAINED "" "DIRECTORY;PREFIX;NAME;PROFILE" "" ${ARGN})
    set(archive ${TRAINED_DIRECTORY}/training.a)
    # It runs for a second: faster code would take longer to compile.
    tain_make(OUTPUT ${archive} DIRECTORY ${TRAINED_DIRECTORY} PREFIX ${TRAINED_PREFIX}
              OPTIMIZATION -O0 -fprofile-instr-generate)
    set(DECLARATIONS "${declaration}")
    set(ENTRIES "${entry}")
    configure_file(src/nic_models.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/nic_models_train_${TRAINED_NAME}.cpp @ONLY)
    set(program tain_train_${TRAINED_NAME})
    add_executable(${program} src/train_nic.cpp ${CMAKE_CURRENT_BINARY_DIR}/nic_models_train_${TRAINED_NAME}.cpp
                              ${CMAKE_CURRENT_BINARY_DIR}/nic_model_${TRAINED_NAME}.cpp ${archive})
    target_include_directories(${program} PRIVATE src)
    target_include_directories(${program} SYSTEM PRIVATE ${TRAINED_DIRECTORY})
    target_link_options(${program} PRIVATE -u __llvm_profile_runtime)
    target_link_libraries(${program} PRIVATE tain_sim_parts ${archive} ${TAIN_PROFILE_RUNTIME} tain_verilated_runtime tain_warnings)
    add_custom_command(
        OUTPUT ${TRAINED_PROFILE}
        COMMAND ${CMAKE_COMMAND} -E env LLVM_PROFILE_FILE=${TRAINED_PROFILE}.raw $<TARGET_FILE:${program}> ${TRAINED_DIRECTORY}
        COMMAND ${LLVM_PROFDATA} merge -o ${TRAINED_PROFILE} ${TRAINED_PROFILE}.raw
        DEPENDS ${program}
        COMMENT "Training ${TRAINED_NAME}"
        VERBATIM)
endfunction()

# tain_verilate(LIBRARY SIZE name WIDTH bits PORTS count [PARAMETERS -GNAME=value...] [FLAGS flag...] [OPTIMIZATION flag]
#               [TRAINED])
# FLAGS are further ones of Verilator; OPTIMIZATION is the C++ compiler's, where the usual one (model.mk) won't do. TRAINED:
# by the model's profile, too, where that can be had.
function(tain_verilate library)
    cmake_parse_arguments(NIC "TRAINED" "SIZE;WIDTH;PORTS;OPTIMIZATION" "PARAMETERS;FLAGS" ${ARGN})
    set(NAME ${NIC_SIZE}_${NIC_WIDTH})
    set(PREFIX Vtain_${NAME})
    set(directory ${CMAKE_CURRENT_BINARY_DIR}/verilated/${NAME})
    set(archive ${directory}/${PREFIX}__ALL.a)
    set(declaration "std::unique_ptr<NicModel> make_${NAME}(bool with_wave, std::uint32_t initial);\n")
    set(entry "        NicModelEntry{NicSize::${NIC_SIZE}, ${NIC_WIDTH}, ${NIC_PORTS}, make_${NAME}},\n")
    add_custom_command(
        OUTPUT ${directory}/${PREFIX}.h
        COMMAND sh -c "\"$@\" > \"$0\" 2>&1 || { cat \"$0\"; false; }" ${directory}.log
                ${VERILATOR} --cc -O3 -Wall --trace-fst --top-module tain_nic --prefix ${PREFIX} --Mdir ${directory}
                -GDATA_WIDTH=${NIC_WIDTH} ${NIC_PARAMETERS} ${NIC_FLAGS} -F ${TAIN_RTL}/tain.f
        # Verilator leaves files alone that need no change; they are up to date all the same.
        COMMAND ${CMAKE_COMMAND} -E touch ${directory}/${PREFIX}.h
        DEPENDS ${TAIN_RTL}/tain.f ${TAIN_RTL_SOURCES}
        COMMENT "Verilating the ${NIC_SIZE} NIC, ${NIC_WIDTH} bits wide"
        VERBATIM)
    configure_file(src/nic_model.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/nic_model_${NAME}.cpp @ONLY)
    set(profile)
    set(by_profile)
    if(NIC_TRAINED AND TAIN_CAN_TRAIN)
        set(profile ${directory}/profile)
        set(by_profile -fprofile-instr-use=${profile})
        tain_train(DIRECTORY ${directory} PREFIX ${PREFIX} NAME ${NAME} PROFILE ${profile})
    endif()
    tain_make(OUTPUT ${archive} DIRECTORY ${directory} PREFIX ${PREFIX} OPTIMIZATION ${NIC_OPTIMIZATION} ${by_profile}
              DEPENDS ${profile})

    # The models and what calls them are one library each, so that the archives need no order of their own.
    add_custom_target(tain_verilate_${NAME} DEPENDS ${archive} ${directory}/${PREFIX}.h)
    add_library(tain_nic_${NAME} STATIC ${CMAKE_CURRENT_BINARY_DIR}/nic_model_${NAME}.cpp)
    add_dependencies(tain_nic_${NAME} tain_verilate_${NAME})
    target_include_directories(tain_nic_${NAME} PRIVATE src include)
    target_include_directories(tain_nic_${NAME} SYSTEM PRIVATE ${directory})
    target_link_libraries(tain_nic_${NAME} PRIVATE ${archive} tain_verilated_runtime tain_warnings tain::tain)
    target_link_libraries(${library} PRIVATE tain_nic_${NAME})

    set_property(TARGET ${library} APPEND_STRING PROPERTY TAIN_DECLARATIONS "${declaration}")
    set_property(TARGET ${library} APPEND_STRING PROPERTY TAIN_ENTRIES "${entry}")
endfunction()

# Writes the list of the library's NICs; call it after the last tain_verilate.
function(tain_list_nic_models library)
    get_target_property(DECLARATIONS ${library} TAIN_DECLARATIONS)
    get_target_property(ENTRIES ${library} TAIN_ENTRIES)
    configure_file(src/nic_models.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/nic_models.cpp @ONLY)
    target_sources(${library} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/nic_models.cpp)
endfunction()
