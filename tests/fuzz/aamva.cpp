// aamva - the text of a licence's barcode.
#include "kiosk/capture/aamva.hpp"
#include "tests/fuzz/target.hpp"

std::vector<std::string> seeds() {
    return {
        "@\n\x1e\rANSI "
        "636026100102DL00410272ZA03130015DLDAQD12345678\nDCSPUBLIC\nDDEN\nDACJOHN\nDDFN\nDADQUINCY\nDDGN\n"
        "DCAD\nDCBNONE\nDCDNONE\nDBD08242015\nDBB01311970\nDBA01312035\nDBC1\nDAU069 in\nDAYGRN\nDAG789 E OAK ST\n"
        "DAIANYTOWN\nDAJCA\nDAK902230000  \nDCF83D9BN217QO983B1\nDCGUSA\nDAW180\nDAZBRO\nDCK12345678900000000000\n"
        "DDAF\nDDB02142014\nDDK1\rZAZAAN\nZAB\nZAC\r",
        "@\r\nAAMVA6360000102DL00390100DLDAASAMPLE,ALEX,Q\r\nDAG1 ST\r\nDBB19580314\r\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    (void)vestibule::capture::parse_aamva({reinterpret_cast<const char*>(data), size}).ok();
    return 0;
}
