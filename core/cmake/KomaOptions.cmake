# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later

# koma_options: what every Koma target is compiled with. Link it PRIVATE.
add_library(koma_options INTERFACE)
target_compile_features(koma_options INTERFACE cxx_std_20)
target_compile_options(koma_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -fvisibility=hidden
  # GCC 12 sees overlapping copies in std::string where there are none (gcc bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<BOOL:${KOMA_WERROR}>:-Werror>)
target_compile_definitions(koma_options INTERFACE
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_USE_QSTRINGBUILDER
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
if(KOMA_SANITIZE)
  # GCC sees uninitialised values where it cannot look through its own checks.
  target_compile_options(koma_options INTERFACE -fsanitize=${KOMA_SANITIZE} -fno-omit-frame-pointer
    -Wno-maybe-uninitialized)
  target_link_options(koma_options INTERFACE -fsanitize=${KOMA_SANITIZE})
endif()

# GNU's default linker walks all of libtorch's symbols for every library: on a machine with slow memory
# a minute for each test program. gold comes in the same package and takes a second.
include(CheckLinkerFlag)
check_linker_flag(CXX -fuse-ld=gold KOMA_HAS_GOLD)
if(KOMA_HAS_GOLD AND NOT KOMA_SANITIZE)
  add_link_options(-fuse-ld=gold)
endif()

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# koma_library(NAME SOURCES … HEADERS … PUBLIC … PRIVATE …): a static library of one module. Headers are
# reached as "<module path>/<file>.h" from the project root, and each must compile alone.
function(koma_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;HEADERS;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${arg_HEADERS})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE koma_options ${arg_PRIVATE})
  set_target_properties(${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
endfunction()
