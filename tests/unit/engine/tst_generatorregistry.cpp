// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/generatorregistry.h"
#include "core/engine/torch/generator.h"

#include "tests/support/convgenerator.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QTest>

using namespace koma;

class TestGeneratorRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesWhatWasAdded()
    {
        GeneratorRegistry registry;
        test::addConvGenerators(registry);
        const auto generator = registry.create("conv", {{"channels", 1}});
        QVERIFY(generator.has_value());
        QCOMPARE((*generator)->outputChannels(), 1);
        QCOMPARE(registry.architectures(), std::vector<std::string>{"conv"});
    }

    void unknownNamesAreListed()
    {
        GeneratorRegistry registry;
        QCOMPARE(registry.create("conv", {}).error().kind, ErrorKind::Unsupported);
        test::addConvGenerators(registry);
        const auto generator = registry.create("transformer", {});
        QCOMPARE(generator.error().kind, ErrorKind::Unsupported);
        QVERIFY(generator.error().message.find("conv") != std::string::npos);
    }

    void theFactorysErrorIsPassedOn()
    {
        GeneratorRegistry registry;
        registry.add("picky", [](const ArchitectureParams &) -> Result<std::shared_ptr<Generator>> {
            return fail(ErrorKind::InvalidArgument, "no such width");
        });
        QCOMPARE(registry.create("picky", {}).error().message, std::string("no such width"));
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestGeneratorRegistry)
#include "tst_generatorregistry.moc"
