# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later

# koma_test(NAME SOURCES … LIBS … LABELS … [TORCH] [TIMEOUT seconds] [RUN_SERIAL]): one Qt Test program
# that CTest runs off screen.
#
# Qt warns where the session has no runtime folder (containers, root shells), and a warning fails a test:
# the tests get one of their own.
set(KOMA_TEST_RUNTIME_DIR ${PROJECT_BINARY_DIR}/tests/runtime)
file(MAKE_DIRECTORY ${KOMA_TEST_RUNTIME_DIR})
file(CHMOD ${KOMA_TEST_RUNTIME_DIR} DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)

function(koma_test name)
  cmake_parse_arguments(arg "TORCH;RUN_SERIAL" "TIMEOUT" "SOURCES;LIBS;LABELS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE KOMA_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE koma_options koma_testsupport Qt6::Test ${arg_LIBS})
  if(arg_TORCH)
    koma_use_torch(${name})
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/mocs_compilation.cpp
      PROPERTIES SKIP_PRECOMPILE_HEADERS ON) # empty: tests include their moc file
  endif()
  add_test(NAME ${name} COMMAND ${name})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;XDG_RUNTIME_DIR=${KOMA_TEST_RUNTIME_DIR};KOMA_SOURCE_DIR=${PROJECT_SOURCE_DIR}"
    LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT} RUN_SERIAL ${arg_RUN_SERIAL})
endfunction()
