# SPDX-License-Identifier: Apache-2.0
# The libraries of the host tools as targets tain_lib_NAME. With TAIN_STATIC they are archives, which become part of each
# program: `tain` then starts without looking up thousands of symbols in a dozen files, which took most of its time.
# Distributions, which replace libraries under programs, turn it off.
option(TAIN_STATIC "Link libraries into the programs where archives of them are installed" ON)

find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PkgConfig REQUIRED)

set(suffixes ${CMAKE_FIND_LIBRARY_SUFFIXES})
if(TAIN_STATIC)
    set(OPENSSL_USE_STATIC_LIBS TRUE)
    set(CMAKE_FIND_LIBRARY_SUFFIXES .a .so)
endif()
find_package(OpenSSL 3.0 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ZLIB REQUIRED)  # of the simulated NIC's waveforms
find_package(pugixml REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(yaml-cpp REQUIRED)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
set(CMAKE_FIND_LIBRARY_SUFFIXES ${suffixes})

function(tain_library name)
    add_library(tain_lib_${name} INTERFACE)
    target_link_libraries(tain_lib_${name} INTERFACE ${ARGN})
endfunction()

tain_library(openssl OpenSSL::SSL)
tain_library(sqlite SQLite::SQLite3 ${CMAKE_DL_LIBS})
tain_library(libyaml PkgConfig::YAML)
if(TAIN_STATIC)
    find_library(YAML_CPP_ARCHIVE NAMES libyaml-cpp.a REQUIRED)
    tain_library(yaml_cpp ${YAML_CPP_ARCHIVE})
    tain_library(pugixml pugixml::static)
    tain_library(spdlog fmt::fmt-header-only)  # spdlog without its library: its headers are all of it
    target_compile_definitions(tain_lib_spdlog INTERFACE SPDLOG_FMT_EXTERNAL)
else()
    tain_library(yaml_cpp yaml-cpp)
    tain_library(pugixml pugixml::pugixml)
    tain_library(spdlog spdlog::spdlog)
endif()
