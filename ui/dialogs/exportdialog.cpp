// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportdialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

namespace koma {
namespace {

QString endingOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Jpeg:
        return QStringLiteral("jpg");
    case PictureFormat::Png:
        return QStringLiteral("png");
    case PictureFormat::Webp:
        return QStringLiteral("webp");
    case PictureFormat::Tiff:
        return QStringLiteral("tiff");
    }
    return {};
}

bool hasQuality(PictureFormat format)
{
    return format == PictureFormat::Jpeg || format == PictureFormat::Webp;
}

} // namespace

QString suggestedFileName(const QString &pictureName, const StyleCard &style, PictureFormat format)
{
    QString name = pictureName;
    if (!style.id.empty())
        name += QStringLiteral(" - ") + QString::fromStdString(style.name);
    name.replace(QRegularExpression(QStringLiteral(R"([/\\:*?"<>|\x00-\x1f])")),
                 QStringLiteral("_"));
    return name + QLatin1Char('.') + endingOf(format);
}

ExportDialog::ExportDialog(const Setup &setup, QWidget *parent)
    : QDialog(parent),
      m_setup(setup),
      m_name(new QLineEdit(this)),
      m_folder(new QLineEdit(QDir::toNativeSeparators(setup.folder), this)),
      m_browse(new QPushButton(tr("Browse…"), this)),
      m_format(new QComboBox(this)),
      m_qualityLabel(new QLabel(tr("&Quality"), this)),
      m_qualitySlider(new QSlider(Qt::Horizontal, this)),
      m_quality(new QSpinBox(this)),
      m_note(new QLabel(this)),
      m_warning(new QLabel(this)),
      m_exportButton(new QPushButton(tr("Export"), this))
{
    setWindowTitle(tr("Export"));
    m_format->addItem(tr("PNG"), static_cast<int>(PictureFormat::Png));
    m_format->addItem(tr("JPEG"), static_cast<int>(PictureFormat::Jpeg));
    m_format->addItem(tr("WebP"), static_cast<int>(PictureFormat::Webp));
    m_format->addItem(tr("TIFF"), static_cast<int>(PictureFormat::Tiff));
    m_format->setCurrentIndex(m_format->findData(static_cast<int>(setup.options.format)));
    m_name->setText(suggestedFileName(setup.pictureName, setup.style, setup.options.format));
    m_quality->setRange(1, 100);
    m_quality->setValue(setup.options.quality);
    m_quality->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_quality->setFixedWidth(56);
    m_quality->setAccessibleName(tr("Quality"));
    m_qualitySlider->setRange(1, 100);
    m_qualitySlider->setValue(setup.options.quality);
    m_qualitySlider->setAccessibleName(tr("Quality"));
    m_qualityLabel->setBuddy(m_quality);
    m_note->setObjectName(QStringLiteral("mutedText"));
    m_warning->setObjectName(QStringLiteral("warningText"));
    m_exportButton->setObjectName(QStringLiteral("primaryButton"));
    m_exportButton->setDefault(true);
    for (QLabel *label : {m_note, m_warning})
        label->setWordWrap(true);
    layOut();

    connect(m_qualitySlider, &QSlider::valueChanged, m_quality, &QSpinBox::setValue);
    connect(m_quality, &QSpinBox::valueChanged, m_qualitySlider, &QSlider::setValue);
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::changeFormat);
    connect(m_name, &QLineEdit::textChanged, this, &ExportDialog::updateState);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportDialog::updateState);
    connect(m_exportButton, &QPushButton::clicked, this, &QDialog::accept);
    updateState();
    m_name->setFocus();
    m_name->setSelection(0, static_cast<int>(QFileInfo(m_name->text()).completeBaseName().size()));
}

void ExportDialog::layOut()
{
    auto *folderRow = new QHBoxLayout;
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(m_browse);
    auto *qualityRow = new QHBoxLayout;
    qualityRow->addWidget(m_qualitySlider, 1);
    qualityRow->addWidget(m_quality);
    auto *form = new QFormLayout;
    form->setVerticalSpacing(12);
    form->setHorizontalSpacing(14);
    form->addRow(tr("&Name"), m_name);
    auto *folderLabel = new QLabel(tr("F&older"), this);
    folderLabel->setBuddy(m_folder);
    form->addRow(folderLabel, folderRow);
    form->addRow(tr("&Format"), m_format);
    form->addRow(m_qualityLabel, qualityRow);
    m_folder->setAccessibleName(tr("Folder"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    buttons->addButton(m_exportButton, QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 20, 22, 18);
    layout->setSpacing(14);
    layout->addLayout(form);
    layout->addWidget(m_note);
    layout->addWidget(m_warning);
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(520);
}

PictureFormat ExportDialog::format() const
{
    return static_cast<PictureFormat>(m_format->currentData().toInt());
}

WriteOptions ExportDialog::options() const
{
    return {format(), m_quality->value()};
}

QString ExportDialog::filePath() const
{
    QString name = m_name->text().trimmed();
    const Result<PictureFormat> named = formatFromExtension(name.toStdString());
    if (!named || *named != format())
        name += QLatin1Char('.') + endingOf(format());
    return QDir(QDir::fromNativeSeparators(m_folder->text())).absoluteFilePath(name);
}

QString ExportDialog::note() const
{
    return m_note->text();
}

void ExportDialog::chooseFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Export to folder"), m_folder->text());
    if (!folder.isEmpty())
        m_folder->setText(QDir::toNativeSeparators(folder));
}

void ExportDialog::changeFormat()
{
    QString name = m_name->text();
    if (formatFromExtension(name.toStdString()))
        name = name.left(name.lastIndexOf(QLatin1Char('.')));
    m_name->setText(name + QLatin1Char('.') + endingOf(format()));
    updateState();
}

QString ExportDialog::formatNote() const
{
    const QLocale locale;
    QString note =
        tr("%1 × %2 pixels, with the picture's colour profile and EXIF data.")
            .arg(locale.toString(m_setup.size.widthPx), locale.toString(m_setup.size.heightPx));
    if (m_setup.hasAlpha && format() == PictureFormat::Jpeg)
        note += QLatin1Char(' ') + tr("JPEG has no transparency: it becomes white paper.");
    if (m_setup.isDeep && hasQuality(format()))
        note += QLatin1Char(' ') + tr("16-bit colours become 8-bit in this format.");
    if (format() == PictureFormat::Webp && m_quality->value() == 100)
        note += QLatin1Char(' ') + tr("Quality 100 is lossless.");
    return note;
}

void ExportDialog::updateState()
{
    for (QWidget *part :
         {static_cast<QWidget *>(m_qualityLabel), static_cast<QWidget *>(m_qualitySlider),
          static_cast<QWidget *>(m_quality)})
        part->setEnabled(hasQuality(format()));
    m_note->setText(formatNote());

    const bool hasFolder = QFileInfo(QDir::fromNativeSeparators(m_folder->text())).isDir();
    const bool hasName = !m_name->text().trimmed().isEmpty();
    const bool replaces = hasFolder && hasName && QFileInfo::exists(filePath());
    if (!hasFolder)
        m_warning->setText(tr("This folder does not exist."));
    else if (replaces)
        m_warning->setText(
            tr("“%1” exists already and will be replaced.").arg(QFileInfo(filePath()).fileName()));
    m_warning->setVisible(!hasFolder || replaces);
    m_exportButton->setText(replaces ? tr("Replace") : tr("Export"));
    m_exportButton->setEnabled(hasFolder && hasName);
}

} // namespace koma
