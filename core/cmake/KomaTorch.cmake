# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later

# koma_torch: LibTorch as one target, Debian's 1.13 or an official 2.x given by CMAKE_PREFIX_PATH.
# Every target that uses it shares one precompiled torch/torch.h.
find_package(Torch 1.13 REQUIRED)
if(TORCH_CXX_FLAGS MATCHES "_GLIBCXX_USE_CXX11_ABI=0")
  message(FATAL_ERROR "This LibTorch uses the old C++ ABI and cannot be linked with Qt. "
    "Use the 'cxx11 ABI' download, or Debian's libtorch-dev.")
endif()

add_library(koma_torch INTERFACE)
target_include_directories(koma_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(koma_torch INTERFACE ${TORCH_LIBRARIES})

# koma_use_torch(TARGET): links torch PRIVATE and reuses the precompiled header of koma_engine. In the
# libraries only the files in torch/ and nets/ speak torch; the others are compiled faster without it.
function(koma_use_torch target)
  get_target_property(sources ${target} SOURCES)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL STATIC_LIBRARY)
    list(FILTER sources EXCLUDE REGEX "(^|/)(torch|nets)/|builtinmodels")
    set_source_files_properties(${sources} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  endif()
  target_link_libraries(${target} PRIVATE koma_torch)
  if(target STREQUAL koma_engine)
    target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/core/engine/torch/pch.h)
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  else()
    target_precompile_headers(${target} REUSE_FROM koma_engine)
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
endfunction()
