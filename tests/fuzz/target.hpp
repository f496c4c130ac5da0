// target - what each fuzz target offers: seeds to begin with, and the one call that must survive every input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

/// Inputs of the right form; the driver mutates them.
std::vector<std::string> seeds();
