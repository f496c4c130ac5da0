# How every target of the house is built: standard, warnings, ccache, precompiled headers, where things land.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()
# Contracts stay checked in what ships: no NDEBUG.
set(CMAKE_CXX_FLAGS_RELEASE "-O2")

find_program(CCACHE ccache)
if(CCACHE)
    # A precompiled header changes its time stamp, not its meaning; nor do objects know the folder they are made in (below).
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

set(VESTIBULE_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")
add_compile_options(-Wall -Wextra -Wshadow -Wnon-virtual-dtor -fstack-protector-strong -fno-omit-frame-pointer)
# One commit gives one program, whatever folder it is built in.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
if(VESTIBULE_SANITIZE)
    add_compile_options(-fsanitize=${VESTIBULE_SANITIZE} -fno-sanitize-recover=all -g1)
    add_link_options(-fsanitize=${VESTIBULE_SANITIZE})
else()
    add_compile_definitions(_FORTIFY_SOURCE=2)
    add_link_options(-Wl,-z,relro,-z,now -Wl,--as-needed)
endif()

add_library(vestibule_options INTERFACE)
target_include_directories(vestibule_options INTERFACE ${CMAKE_SOURCE_DIR})

# vestibule_library(NAME SOURCES ... LINKS ...): one room, a static library `vestibule_NAME`.
function(vestibule_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
    add_library(vestibule_${name} STATIC ${ARG_SOURCES})
    target_link_libraries(vestibule_${name} PUBLIC vestibule_options ${ARG_LINKS})
    if(NOT name STREQUAL "privacy")
        target_precompile_headers(vestibule_${name} REUSE_FROM vestibule_privacy)
    endif()
endfunction()

# vestibule_tool(NAME SOURCES ... LINKS ... [OPTIONS ...]): a program that the build itself runs; the target `tools` makes them all.
# A build for another architecture takes those of this machine's own build: what they write is the same for all kiosks.
set(VESTIBULE_TOOLS "" CACHE PATH "Folder with this machine's own tools, where another architecture is built for")
add_custom_target(tools)
function(vestibule_tool name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;OPTIONS" ${ARGN})
    if(VESTIBULE_TOOLS)
        add_executable(${name} IMPORTED GLOBAL)
        set_target_properties(${name} PROPERTIES IMPORTED_LOCATION ${VESTIBULE_TOOLS}/${name})
        return()
    endif()
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE vestibule_options ${ARG_LINKS})
    target_compile_options(${name} PRIVATE ${ARG_OPTIONS})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tools)
    add_dependencies(tools ${name})
endfunction()

# vestibule_test(NAME SOURCES ... LINKS ... [TIMEOUT s]): one GoogleTest program, one CTest entry for each of its tests.
function(vestibule_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE vestibule_options ${ARG_LINKS} GTest::gmock GTest::gtest_main)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT})
endfunction()
