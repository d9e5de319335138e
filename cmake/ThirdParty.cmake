# One interface target per room for what it owns (docs/decisions/0001): a room that does not link it cannot use it.
# Third-party headers are SYSTEM, so that their warnings are not ours.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(GTest)

function(parvis_pkg target)
  foreach(package IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "pc_${package}" id)
    pkg_check_modules(${id} REQUIRED IMPORTED_TARGET ${package})
    target_link_libraries(${target} INTERFACE PkgConfig::${id})
  endforeach()
endfunction()

add_library(parvis3p_base INTERFACE)
target_link_libraries(parvis3p_base INTERFACE Boost::headers OpenSSL::Crypto Threads::Threads date-tz stemmer utf8proc)
find_package(spdlog REQUIRED)
find_package(tomlplusplus REQUIRED)
target_link_libraries(parvis3p_base INTERFACE spdlog::spdlog tomlplusplus::tomlplusplus)

add_library(parvis3p_sql INTERFACE)
parvis_pkg(parvis3p_sql sqlite3 libpq)

add_library(parvis3p_http INTERFACE)
target_link_libraries(parvis3p_http INTERFACE Boost::headers)
parvis_pkg(parvis3p_http libcurl zlib libbrotlienc)

add_library(parvis3p_crypto INTERFACE)
parvis_pkg(parvis3p_crypto libargon2 libsodium)

# Spreadsheets and compressed tables, read by quality.
add_library(parvis3p_sheets INTERFACE)
parvis_pkg(parvis3p_sheets libzip pugixml xlsxwriter zlib)

# OpenVINO comes from its wheel; the program finds its libraries there by RPATH.
file(GLOB PARVIS_OPENVINO_CMAKE "${PARVIS_VENV}/lib/python3*/site-packages/openvino/cmake")
if(PARVIS_OPENVINO_CMAKE AND NOT OpenVINO_DIR)
  set(OpenVINO_DIR "${PARVIS_OPENVINO_CMAKE}" CACHE PATH "" FORCE)
endif()
find_package(OpenVINO REQUIRED COMPONENTS Runtime)
add_library(parvis3p_model INTERFACE)
target_link_libraries(parvis3p_model INTERFACE openvino::runtime)
parvis_pkg(parvis3p_model vips eigen3)
