// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/dialogs/exportcomicdialog.h"

#include "core/document/export/pagerange.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

namespace koma {
namespace {

const QString kFormatKey = QStringLiteral("comicExport/format");
const QString kPicturesKey = QStringLiteral("comicExport/pictures");
const QString kDpiKey = QStringLiteral("comicExport/dpi");
const QString kAreaKey = QStringLiteral("comicExport/area");
const QString kQualityKey = QStringLiteral("comicExport/quality");
const QString kSliceWidthKey = QStringLiteral("comicExport/sliceWidthPx");
const QString kSliceHeightKey = QStringLiteral("comicExport/sliceHeightPx");
const QString kFolderKey = QStringLiteral("comicExport/folder");

template<class Value>
void addItem(QComboBox *box, const QString &text, Value value)
{
    box->addItem(text, static_cast<int>(value));
}

/// Chooses what the settings have, where it is still offered.
void restoreChoice(QComboBox *box, const QVariant &value)
{
    const int index = box->findData(value);
    if (value.isValid() && index >= 0)
        box->setCurrentIndex(index);
}

} // namespace

ExportComicDialog::ExportComicDialog(Comic comic, const QString &name, const QString &folder,
                                     QSettings &settings, QWidget *parent)
    : QDialog(parent),
      m_comic(std::move(comic)),
      m_settings(settings),
      m_format(new QComboBox(this)),
      m_pictures(new QComboBox(this)),
      m_pages(new QLineEdit(this)),
      m_dpi(new QSpinBox(this)),
      m_area(new QComboBox(this)),
      m_qualitySlider(new QSlider(Qt::Horizontal, this)),
      m_quality(new QSpinBox(this)),
      m_sliceWidth(new QSpinBox(this)),
      m_sliceHeight(new QSpinBox(this)),
      m_name(new QLineEdit(this)),
      m_folder(new QLineEdit(this)),
      m_summary(new QLabel(this)),
      m_warning(new QLabel(this)),
      m_exportButton(new QPushButton(tr("Export"), this))
{
    setWindowTitle(tr("Export Comic"));
    makeControls();
    layOut(name);
    restore(folder);
    for (QComboBox *box : {m_pictures, m_area})
        connect(box, &QComboBox::currentIndexChanged, this, &ExportComicDialog::updateState);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportComicDialog::changeFormat);
    connect(m_pictures, &QComboBox::currentIndexChanged, this, &ExportComicDialog::changeFormat);
    for (QLineEdit *line : {m_pages, m_name, m_folder})
        connect(line, &QLineEdit::textChanged, this, &ExportComicDialog::updateState);
    for (QSpinBox *box : {m_dpi, m_sliceWidth, m_sliceHeight})
        connect(box, &QSpinBox::valueChanged, this, &ExportComicDialog::updateState);
    connect(m_qualitySlider, &QSlider::valueChanged, m_quality, &QSpinBox::setValue);
    connect(m_quality, &QSpinBox::valueChanged, m_qualitySlider, &QSlider::setValue);
    connect(m_exportButton, &QPushButton::clicked, this, &ExportComicDialog::accept);
    changeFormat();
    m_format->setFocus();
}

void ExportComicDialog::makeControls()
{
    for (const ComicFormat format :
         {ComicFormat::Pdf, ComicFormat::Cbz, ComicFormat::Epub, ComicFormat::Png,
          ComicFormat::Jpeg, ComicFormat::Webp, ComicFormat::Tiff, ComicFormat::OpenRaster,
          ComicFormat::Webtoon})
        addItem(m_format, comicFormatName(format), format);
    addItem(m_pictures, tr("JPEG"), PictureFormat::Jpeg);
    addItem(m_pictures, tr("PNG, without loss"), PictureFormat::Png);
    addItem(m_pictures, tr("WebP"), PictureFormat::Webp);
    addItem(m_area, tr("The trimmed page"), PageArea::Trim);
    addItem(m_area, tr("With the bleed"), PageArea::Bleed);
    addItem(m_area, tr("With bleed and crop marks"), PageArea::CropMarks);
    m_pages->setPlaceholderText(tr("all, or as in 1-3,5"));
    constexpr int kMostDpi = 2400;
    m_dpi->setRange(0, kMostDpi);
    m_dpi->setSuffix(tr(" dpi"));
    m_dpi->setSingleStep(50);
    m_dpi->setSpecialValueText(tr("each page's own"));
    m_quality->setRange(1, 100);
    m_quality->setValue(ExportOptions().quality);
    m_qualitySlider->setRange(1, 100);
    m_qualitySlider->setValue(ExportOptions().quality);
    constexpr int kLeastSlicePx = 100;
    constexpr int kMostSlicePx = 16000;
    for (QSpinBox *box : {m_sliceWidth, m_sliceHeight}) {
        box->setRange(kLeastSlicePx, kMostSlicePx);
        box->setSuffix(tr(" px"));
    }
    m_sliceWidth->setValue(ComicExportRequest().sliceWidthPx);
    m_sliceHeight->setValue(ComicExportRequest().mostSliceHeightPx);
    for (QSpinBox *box : {m_dpi, m_quality, m_sliceWidth, m_sliceHeight})
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_qualitySlider->setAccessibleName(tr("Quality"));
    m_quality->setAccessibleName(tr("Quality"));
    m_sliceWidth->setAccessibleName(tr("Slice width"));
    m_sliceHeight->setAccessibleName(tr("Slice height"));
    m_sliceHeight->setToolTip(tr("At most; slices are cut between balloons where they can be."));
    m_summary->setObjectName(QStringLiteral("mutedText"));
    m_warning->setObjectName(QStringLiteral("warningText"));
    for (QLabel *label : {m_summary, m_warning})
        label->setWordWrap(true);
    m_exportButton->setObjectName(QStringLiteral("primaryButton"));
    m_exportButton->setDefault(true);
}

void ExportComicDialog::layOut(const QString &name)
{
    const auto rowOf = [this](QList<QWidget *> parts) {
        auto *row = new QWidget(this);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        for (qsizetype i = 0; i < parts.size(); ++i)
            layout->addWidget(parts[i],
                              qobject_cast<QSpinBox *>(parts[i]) != nullptr || i == 0 ? 1 : 0);
        return row;
    };
    auto *browse = new QPushButton(tr("Browse…"), this);
    connect(browse, &QPushButton::clicked, this, &ExportComicDialog::chooseFolder);
    m_quality->setFixedWidth(56);
    m_qualityRow = rowOf({m_qualitySlider, m_quality});
    m_sliceRow = rowOf({m_sliceWidth, new QLabel(QStringLiteral("×"), this), m_sliceHeight});
    m_form = new QFormLayout;
    m_form->setVerticalSpacing(10);
    m_form->setHorizontalSpacing(14);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const auto add = [this](const QString &label, QWidget *field, QWidget *buddy) {
        auto *text = new QLabel(label, this);
        text->setBuddy(buddy);
        text->setMinimumHeight(field->sizeHint().height()); // on the middle of what it names
        if (buddy->accessibleName().isEmpty())
            buddy->setAccessibleName(QString(label).remove(QLatin1Char('&')));
        m_form->addRow(text, field);
    };
    add(tr("&Format"), m_format, m_format);
    add(tr("P&ictures"), m_pictures, m_pictures);
    add(tr("&Pages"), m_pages, m_pages);
    add(tr("&Resolution"), m_dpi, m_dpi);
    add(tr("&Slices"), m_sliceRow, m_sliceWidth);
    add(tr("&Area"), m_area, m_area);
    add(tr("&Quality"), m_qualityRow, m_quality);
    add(tr("&Name"), m_name, m_name);
    add(tr("F&older"), rowOf({m_folder, browse}), m_folder);
    QString clean = name;
    clean.replace(QRegularExpression(QStringLiteral(R"([/\\:*?"<>|\x00-\x1f])")),
                  QStringLiteral("_"));
    m_name->setText(clean);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    buttons->addButton(m_exportButton, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 20, 22, 18);
    layout->setSpacing(14);
    layout->addLayout(m_form);
    layout->addWidget(m_summary);
    layout->addWidget(m_warning);
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(540);
}

void ExportComicDialog::restore(const QString &folder)
{
    restoreChoice(m_format, m_settings.value(kFormatKey));
    restoreChoice(m_pictures, m_settings.value(kPicturesKey));
    restoreChoice(m_area, m_settings.value(kAreaKey));
    m_dpi->setValue(m_settings.value(kDpiKey, m_dpi->value()).toInt());
    m_quality->setValue(m_settings.value(kQualityKey, m_quality->value()).toInt());
    m_qualitySlider->setValue(m_quality->value());
    m_sliceWidth->setValue(m_settings.value(kSliceWidthKey, m_sliceWidth->value()).toInt());
    m_sliceHeight->setValue(m_settings.value(kSliceHeightKey, m_sliceHeight->value()).toInt());
    const QString used = m_settings.value(kFolderKey).toString();
    m_folder->setText(QDir::toNativeSeparators(QFileInfo(used).isDir() ? used : folder));
}

void ExportComicDialog::accept()
{
    if (!problem().isEmpty())
        return;
    m_settings.setValue(kFormatKey, m_format->currentData());
    m_settings.setValue(kPicturesKey, m_pictures->currentData());
    m_settings.setValue(kAreaKey, m_area->currentData());
    m_settings.setValue(kDpiKey, m_dpi->value());
    m_settings.setValue(kQualityKey, m_quality->value());
    m_settings.setValue(kSliceWidthKey, m_sliceWidth->value());
    m_settings.setValue(kSliceHeightKey, m_sliceHeight->value());
    m_settings.setValue(kFolderKey, QDir::fromNativeSeparators(m_folder->text()));
    QDialog::accept();
}

ComicFormat ExportComicDialog::format() const
{
    return static_cast<ComicFormat>(m_format->currentData().toInt());
}

PictureFormat ExportComicDialog::pictureFormat() const
{
    switch (format()) {
    case ComicFormat::Png:
        return PictureFormat::Png;
    case ComicFormat::Jpeg:
        return PictureFormat::Jpeg;
    case ComicFormat::Webp:
        return PictureFormat::Webp;
    case ComicFormat::Tiff:
        return PictureFormat::Tiff;
    case ComicFormat::Cbz:
    case ComicFormat::Epub:
    case ComicFormat::Webtoon:
        return static_cast<PictureFormat>(m_pictures->currentData().toInt());
    case ComicFormat::Pdf:
    case ComicFormat::OpenRaster:
        break;
    }
    return PictureFormat::Png;
}

QString ExportComicDialog::filePath() const
{
    const QString ending = QLatin1Char('.') + comicFormatEnding(format(), pictureFormat());
    QString name = m_name->text().trimmed();
    if (!name.endsWith(ending, Qt::CaseInsensitive))
        name += ending;
    return QDir(QDir::fromNativeSeparators(m_folder->text())).absoluteFilePath(name);
}

ComicExportRequest ExportComicDialog::request() const
{
    ComicExportRequest request;
    request.path = filePath();
    request.format = format();
    if (const auto pages = pagesOfRange(m_pages->text()))
        request.options.pages = *pages;
    request.options.pictureFormat = pictureFormat();
    request.options.quality = m_quality->value();
    if (format() != ComicFormat::Webtoon)
        request.options.dpi = m_dpi->value();
    if (!isForReading(format()))
        request.options.area = static_cast<PageArea>(m_area->currentData().toInt());
    request.sliceWidthPx = m_sliceWidth->value();
    request.mostSliceHeightPx = m_sliceHeight->value();
    return request;
}

QString ExportComicDialog::placeProblem() const
{
    const QFileInfo folder(QDir::fromNativeSeparators(m_folder->text()));
    if (m_name->text().trimmed().isEmpty())
        return tr("Give the file a name.");
    if (m_name->text().contains(QLatin1Char('/')))
        return tr("A file's name has no slash; choose the folder below.");
    if (m_folder->text().isEmpty() || !folder.isDir())
        return tr("This folder does not exist.");
    if (!folder.isWritable())
        return tr("You may not write into this folder.");
    return {};
}

QString ExportComicDialog::replacedFile() const
{
    const QFileInfo file(filePath());
    if (file.exists())
        return file.fileName();
    // Several pictures have numbers before the ending.
    const bool isOneFile = format() == ComicFormat::Pdf || format() == ComicFormat::Cbz ||
                           format() == ComicFormat::Epub;
    if (isOneFile)
        return {};
    const QRegularExpression numbered(
        QRegularExpression::anchoredPattern(QRegularExpression::escape(file.completeBaseName()) +
                                            QStringLiteral("-\\d+\\.") + file.suffix()));
    const QStringList there = file.dir().entryList(QDir::Files, QDir::Name).filter(numbered);
    return there.isEmpty() ? QString() : there.first();
}

QString ExportComicDialog::problem() const
{
    if (!pagesOfRange(m_pages->text()))
        return tr("“%1” names no pages; write them as in 1-3,5.").arg(m_pages->text());
    const QString comicProblem = comicExportProblem(m_comic, request());
    return comicProblem.isEmpty() ? placeProblem() : comicProblem;
}

QString ExportComicDialog::summary() const
{
    return m_summary->text();
}

void ExportComicDialog::chooseFolder()
{
    auto *dialog =
        new QFileDialog(this, tr("Export to folder"), QDir::fromNativeSeparators(m_folder->text()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &folder) { m_folder->setText(QDir::toNativeSeparators(folder)); });
    dialog->open();
}

void ExportComicDialog::changeFormat()
{
    // The name goes with the format, unless it is none of ours.
    static const QRegularExpression kEndings(
        QStringLiteral("\\.(pdf|cbz|epub|png|jpg|webp|tif|ora)$"),
        QRegularExpression::CaseInsensitiveOption);
    const QString base = m_name->text().remove(kEndings);
    m_name->setText(base + QLatin1Char('.') + comicFormatEnding(format(), pictureFormat()));
    updateState();
}

void ExportComicDialog::updateState()
{
    const bool isWebtoon = format() == ComicFormat::Webtoon;
    const auto showRow = [this](QWidget *field, bool isShown) {
        field->setVisible(isShown);
        m_form->labelForField(field)->setVisible(isShown);
    };
    showRow(m_pictures, hasPictureChoice(format()));
    showRow(m_dpi, !isWebtoon);
    showRow(m_sliceRow, isWebtoon);
    showRow(m_area, !isForReading(format()));
    showRow(m_qualityRow, hasQuality(format(), pictureFormat()));

    const QString reason = problem();
    const QString replaced = reason.isEmpty() ? replacedFile() : QString();
    m_summary->setText(reason.isEmpty() ? comicExportSummary(m_comic, request()) : QString());
    m_warning->setText(replaced.isEmpty()
                           ? reason
                           : tr("“%1” exists already and will be replaced.").arg(replaced));
    m_summary->setVisible(!m_summary->text().isEmpty());
    m_warning->setVisible(!m_warning->text().isEmpty());
    m_exportButton->setText(!replaced.isEmpty() ? tr("Replace") : tr("Export"));
    m_exportButton->setEnabled(reason.isEmpty());
}

} // namespace koma
